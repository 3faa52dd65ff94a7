//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// merge reads what two sides of a path captured, one after the other and merged. Speed is against
// reading them; memory is what merging takes beyond reading a capture of a hundred packets, for each
// packet.
func (b *bench) merge() error {
	var files []string
	for _, spec := range []string{fmt.Sprint("client:", b.merged), fmt.Sprint("server:", b.merged), "client:100"} {
		name := filepath.Join(b.folder, fmt.Sprintf("side%d.pcap", len(files)))
		defer os.Remove(name)
		if err := b.side(spec, name); err != nil {
			return err
		}
		files = append(files, name)
	}
	sides, small := files[:2], files[2]
	least, err := measure(b.command("--no-ask", "-q", small, "-t", "csv", "-o", "-"), b.runs)
	if err != nil {
		return err
	}
	b.table.title(fmt.Sprintf("two captures of %d packets each", b.merged), "a packet", "speed of reading", "memory a packet")
	for _, form := range []string{"csv", "diag", "text"} {
		read, err := measure(b.command("--no-ask", "-q", sides[0], sides[1], "-t", form, "-o", "-"), b.runs)
		if err != nil {
			return err
		}
		merged, err := measure(b.command("--no-ask", "-q", "--merge", sides[0], sides[1], "-t", form, "-o", "-"), b.runs)
		if err != nil {
			return err
		}
		for _, row := range []struct {
			name string
			cost
		}{{"packetseq -t " + form, read}, {"packetseq --merge -t " + form, merged}} {
			packets := float64(2 * b.merged)
			b.table.add(append(row.cells(row.name),
				fmt.Sprintf("%.2f µs", row.wall.Seconds()*1e6/packets),
				fmt.Sprintf("%.2f", float64(read.wall)/float64(row.wall)),
				fmt.Sprintf("%.0f bytes", (row.memory-least.memory)*1e6/packets))...)
		}
	}
	return nil
}

// side writes a side of a path: see generateSide.
func (b *bench) side(spec, into string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	_, err = generateInto(into, exec.Command(self, "-task", "path", spec))
	return err
}
