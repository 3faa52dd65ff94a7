//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// raw reads a raw capture with packetseq and its peers. The last columns are how many
// times less time, and CPU time, a row takes than tshark with its list of packets.
func (b *bench) raw() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	capture := filepath.Join(b.folder, "traffic.pcap")
	defer os.Remove(capture)
	size, err := generateInto(capture, exec.Command(self, "-task", "generate", strconv.Itoa(b.packets)))
	if err != nil {
		return err
	}
	b.table.title(fmt.Sprintf("a raw capture of %d packets, %d MB", b.packets, size/1e6), "a packet", "times tshark", "in CPU")
	var tshark cost
	for _, c := range b.rawCommands(self, capture) {
		if c.run.Err != nil {
			fmt.Fprintln(os.Stderr, "bench: no", c.run.Args[0], "here: not compared")
			continue
		}
		cost, err := measure(c.run, b.runs)
		if err != nil {
			return err
		}
		if tshark.wall == 0 {
			tshark = cost
		}
		b.table.add(append(cost.cells(c.name),
			fmt.Sprintf("%.2f µs", cost.wall.Seconds()*1e6/float64(b.packets)),
			fmt.Sprintf("%.1f", float64(tshark.wall)/float64(cost.wall)),
			fmt.Sprintf("%.1f", float64(tshark.cpu)/float64(cost.cpu)))...)
	}
	return nil
}

// A rawCommand is one that reads a raw capture to its end, or as far as it needs.
type rawCommand struct {
	name string
	run  *exec.Cmd
}

func (b *bench) rawCommands(self, capture string) []rawCommand {
	return []rawCommand{
		{"tshark -n -r FILE", exec.Command("tshark", "-n", "-r", capture)},
		{"tshark -n -T fields", exec.Command("tshark", "-n", "-r", capture, "-T", "fields", "-e", "frame.number",
			"-e", "frame.time_epoch", "-e", "ip.src", "-e", "ip.dst", "-e", "_ws.col.Protocol", "-e", "frame.len", "-e", "_ws.col.Info")},
		{"pcapgo alone", exec.Command(self, "-task", "pcapgo", capture)},
		{"packetseq's packets without words, alone", exec.Command(self, "-task", "wordless", capture)},
		{"packetseq -c 100 -t csv", b.command("--no-ask", "-q", "-c", "100", capture, "-t", "csv", "-o", "-")},
		{"packetseq -t csv", b.command("--no-ask", "-q", capture, "-t", "csv", "-o", "-")},
		{"packetseq -t diag", b.command("--no-ask", "-q", capture, "-t", "diag", "-o", "-")},
	}
}

// generateInto runs a command that writes a capture, and returns its size. What made it
// here would count as memory of the commands that are measured (getrusage(2)).
func generateInto(name string, c *exec.Cmd) (size int64, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	c.Stdout = f
	if err := c.Run(); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), f.Close()
}

// pipe measures packetseq at the end of a pipe.
func (b *bench) pipe() error {
	b.table.title(fmt.Sprintf("%d packets through a pipe", b.piped))
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for _, form := range []string{"csv", "diag"} {
		source := exec.Command(self, "-task", "generate", strconv.Itoa(b.piped))
		c := b.command("-q", "-t", form, "-o", "-")
		if c.Stdin, err = source.StdoutPipe(); err != nil {
			return err
		}
		var told bytes.Buffer
		c.Stderr = &told
		if err := source.Start(); err != nil {
			return err
		}
		begin := time.Now()
		if err := c.Run(); err != nil {
			return fmt.Errorf("%w: %.200s", err, told.String())
		}
		wall := time.Since(begin)
		if err := source.Wait(); err != nil {
			return err
		}
		b.table.add(costOf(c.ProcessState, wall).cells("packetseq -t " + form)...)
	}
	return nil
}
