//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// live measures how long it takes from the first byte of a live pipe to the first
// message, when packetseq waits for it.
func (b *bench) live() error {
	b.table.add("first byte of a live pipe", "to the first message")
	b.table.add("---", "---")
	forms := map[string]string{
		"csv":  "testdata/client.csv",
		"ek":   "input/tshark/testdata/direct.ek",
		"json": "input/tshark/testdata/direct.json",
		"pdml": "input/tshark/testdata/direct.pdml",
	}
	for _, name := range []string{"csv", "ek", "json", "pdml"} {
		text, err := os.ReadFile(filepath.FromSlash(forms[name]))
		if err != nil {
			return err
		}
		var delays []time.Duration
		for range max(b.runs, 9) { // each is short, and the machine is never idle
			delay, err := b.firstMessage(text)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			delays = append(delays, delay)
		}
		b.table.add(name, milliseconds(median(delays, func(d time.Duration) time.Duration { return d })))
	}
	return nil
}

// startTime is what packetseq is given to start before the first byte comes.
const startTime = 150 * time.Millisecond

// firstMessage writes a capture into the pipe of a packetseq that waits, and returns
// how long it takes until the first message is there. The pipe stays open.
func (b *bench) firstMessage(capture []byte) (time.Duration, error) {
	c := exec.Command(b.packetseq, "-t", "json")
	var told bytes.Buffer
	c.Stderr = &told
	in, err := c.StdinPipe()
	if err != nil {
		return 0, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	time.Sleep(startTime)
	begin := time.Now()
	go func() { _, _ = in.Write(capture) }() // what does not arrive shows below
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return 0, fmt.Errorf("no message: %w: %s", err, told.String())
		}
		if strings.HasPrefix(line, `{"type":"message"`) {
			break
		}
	}
	delay := time.Since(begin)
	in.Close()
	_, _ = io.Copy(io.Discard, lines)
	return delay, c.Wait()
}
