//go:build unix

// Command bench measures packetseq and its peers, in one run, on the same
// sequences, and prints a table for docs/performance.md.
//
//	go run ./bench -packetseq bin/packetseq
//
// A figure is the median of several runs. Peers that are not installed are left
// out. Sequences that would take a peer longer than a minute or so are drawn by
// packetseq alone, unless -peers asks for more.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

type bench struct {
	packetseq string // the binary
	folder    string // for what is read and written
	runs      int
	sizes     string // messages of the sequences to draw
	peers     int    // the most messages that peers are to draw
	megabytes int    // of each file of text
	packets   int    // of the raw capture
	piped     int    // packets of the raw capture that comes through a pipe
	merged    int    // packets of each of the raw captures that are merged
	table     table
}

// The columns of drawing: CPU time, and wall time against the first row.
const (
	perThousand = "CPU per 1,000"
	times       = "times the first"
)

func main() {
	b := &bench{}
	task := flag.String("task", "", "do one `task` on FILE and nothing else (the program calls itself so): "+strings.Join(slices.Sorted(maps.Keys(tasks)), ", "))
	flag.StringVar(&b.packetseq, "packetseq", "bin/packetseq", "the `binary` to measure")
	flag.IntVar(&b.runs, "runs", 5, "how often each command is run")
	flag.StringVar(&b.sizes, "sizes", "1000,10000,100000", "messages of the sequences to draw")
	flag.IntVar(&b.peers, "peers", 1000, "the most messages that peers are to draw")
	flag.IntVar(&b.megabytes, "csv", 500, "size of each file of text to read, in `MB`")
	flag.IntVar(&b.packets, "packets", 2_000_000, "packets of the raw capture")
	flag.IntVar(&b.piped, "piped", 2_000_000, "packets of the raw capture that comes through a pipe (15,000,000 are 10 GB)")
	flag.IntVar(&b.merged, "merged", 1_000_000, "packets of each of two raw captures that are merged (5,000,000 are 7 GB)")
	parts := flag.String("parts", "start,sample,synthetic,reading,dissected,raw,pipe,merge,live", "what to measure")
	flag.Parse()
	var err error
	if do, known := tasks[*task]; known {
		err = do(flag.Arg(0))
	} else {
		err = b.run(strings.Split(*parts, ","))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(parts []string) (err error) {
	if b.packetseq, err = filepath.Abs(b.packetseq); err != nil {
		return err
	}
	if b.folder, err = os.MkdirTemp("", "packetseq-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.folder)
	measures := map[string]func() error{
		"start": b.start, "sample": b.sample, "synthetic": b.synthetic, "reading": b.reading,
		"dissected": b.dissected, "raw": b.raw, "pipe": b.pipe, "merge": b.merge, "live": b.live,
	}
	for _, part := range parts {
		measure, known := measures[part]
		if !known {
			return fmt.Errorf("no part %q to measure", part)
		}
		if err := measure(); err != nil {
			return err
		}
		b.table.flush(os.Stdout)
	}
	return nil
}

// start measures what the process costs before it does anything.
func (b *bench) start() error {
	b.table.title("start of the process")
	cost, err := measure(b.command("--version"), b.runs)
	if err == nil {
		b.table.add(cost.cells("packetseq --version")...)
	}
	return err
}

// sample draws the original's own sample of 44 messages, or the demo's where
// the sample is not at hand.
func (b *bench) sample() error {
	const original = "../shared/captures/original/"
	args := []string{"-n", "client.csv:192.168.1.3=a", "-n", "client.csv:192.168.1.62=b",
		"-n", "proxy.csv:192.168.1.3=b", "-n", "proxy.csv:192.168.1.62=c",
		original + "client.csv", original + "proxy.csv"}
	if _, err := os.Stat(original); err != nil {
		args = []string{"-c", "44", "--no-ask", "testdata/client.csv"}
	}
	b.table.title("the sample of 44 messages", perThousand, times)
	out := filepath.Join(b.folder, "sample")
	if err := b.row("packetseq png, diag", b.command(append(args, "-t", "png,diag", "-o", out)...), 0); err != nil {
		return err
	}
	return b.peerRows(out, args)
}

// synthetic draws sequences of several sizes.
func (b *bench) synthetic() error {
	for size := range strings.SplitSeq(b.sizes, ",") {
		messages, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := b.between4Hosts(messages); err != nil {
			return err
		}
		b.table.flush(os.Stdout)
	}
	return nil
}

// between4Hosts draws a sequence between four hosts.
func (b *bench) between4Hosts(messages int) error {
	capture := filepath.Join(b.folder, "synthetic.csv")
	if err := writeCapture(capture, messages, 0); err != nil {
		return err
	}
	b.table.title(fmt.Sprintf("%d messages between 4 hosts", messages), perThousand, times)
	out := filepath.Join(b.folder, "synthetic")
	for _, form := range []string{"png", "svg", "pdf", "diag"} {
		if err := b.row("packetseq "+form, b.command("--no-ask", "-q", capture, "-t", form, "-o", out), messages); err != nil {
			return err
		}
	}
	if messages > b.peers {
		return nil
	}
	return b.peerRows(out, []string{"--no-ask", capture})
}

// peerRows draws with the peers what packetseq makes of args.
func (b *bench) peerRows(out string, args []string) error {
	if err := b.command(append(args, "-q", "-t", "diag,json", "-o", out)...).Run(); err != nil {
		return err
	}
	messages, err := writeMscgen(out+".json", out+".msc")
	if err != nil {
		return err
	}
	for _, peer := range []struct {
		name string
		args []string
	}{
		{"mscgen", []string{"-T", "png", "-i", out + ".msc", "-o", out + ".peer.png"}},
		{"seqdiag3", []string{"-T", "png", "-o", out + ".peer.png", out + ".diag"}},
	} {
		if _, err := exec.LookPath(peer.name); err != nil {
			fmt.Fprintln(os.Stderr, "bench: no", peer.name, "here: not compared")
			continue
		}
		if err := b.row(peer.name+" png", exec.Command(peer.name, peer.args...), messages); err != nil {
			return err
		}
	}
	return nil
}

// reading reads a large CSV file: as it is, and to a diagram in text.
func (b *bench) reading() error {
	capture := filepath.Join(b.folder, "large.csv")
	if err := writeCapture(capture, 0, int64(b.megabytes)*1e6); err != nil {
		return err
	}
	b.table.title(fmt.Sprintf("a CSV file of %d MB", b.megabytes), "per second of CPU")
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if err := b.throughput("encoding/csv, cells alone", exec.Command(self, "-task", "cells", capture), b.megabytes); err != nil {
		return err
	}
	if err := b.throughput("packets alone", exec.Command(self, "-task", "read", capture), b.megabytes); err != nil {
		return err
	}
	for _, form := range []string{"diag", "csv", "json"} {
		c := b.command("--no-ask", "-q", capture, "-t", form, "-o", "-")
		if err := b.throughput("packetseq -t "+form+" -o - > /dev/null", c, b.megabytes); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) command(args ...string) *exec.Cmd { return exec.Command(b.packetseq, args...) }
