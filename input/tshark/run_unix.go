//go:build unix && !linux

package tshark

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the terminal's interrupt from the program: what it has written by
// then is to be drawn, and who runs it ends it.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
