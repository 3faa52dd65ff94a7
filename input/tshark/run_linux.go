package tshark

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the terminal's interrupt from the program: what it has written by
// then is to be drawn, and who runs it ends it. Should that one be killed, the system
// ends it: else it would live for as long as its standard input is open.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
