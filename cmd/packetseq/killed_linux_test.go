package main

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

// TestKilledEndsTshark: tshark does not outlive a packetseq that was killed, though its
// standard input stays open.
func TestKilledEndsTshark(t *testing.T) {
	p, tshark := startTshark(t)
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", tshark))
		if err != nil || bytes.Contains(stat, []byte(") Z ")) { // a zombie waits for who has inherited it
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("tshark goes on")
	_ = syscall.Kill(tshark, syscall.SIGKILL)
}
