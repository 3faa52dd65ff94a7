//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/input/pcap"
	"github.com/packetseq/packetseq/output"
	csvout "github.com/packetseq/packetseq/output/csv"
	"github.com/packetseq/packetseq/output/diag"
	"github.com/packetseq/packetseq/output/text"
	"github.com/packetseq/packetseq/seq"
)

// profile writes to standard output where the time goes when a raw capture of so
// many packets becomes CSV, and both become diagrams: cmd/packetseq/default.pgo, by which the
// compiler decides what to inline.
func profile(packets string) error {
	folder, err := os.MkdirTemp("", "packetseq-profile-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	raw, rows := filepath.Join(folder, "raw.pcap"), filepath.Join(folder, "raw.csv")
	if _, err := generateInto(raw, exec.Command(self, "-task", "generate", packets)); err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(os.Stdout); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	if err := convert(raw, pcap.Format, rows, csvout.Format); err != nil {
		return err
	}
	for _, form := range []output.Format{csvout.Format, diag.Format, text.Format} {
		if err := convert(raw, pcap.Format, os.DevNull, form); err != nil {
			return err
		}
	}
	return convert(rows, csv.Format, os.DevNull, diag.Format)
}

// convert makes a diagram of a capture, as cmd/packetseq does it.
func convert(from string, format input.Format, to string, form output.Format) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	packets, err := input.OpenAs(in, format, options(from))
	if err != nil {
		return err
	}
	ahead := seq.Ahead(packets)
	defer ahead.Stop()
	const window = 16384
	sink := output.Stream(out, to)
	_, err = seq.Build(form.New(sink, output.Options{Remark: func(string) {}}), seq.Sort(ahead, window), seq.Options{
		Captures: []seq.Capture{{Name: from, Packets: -1}},
	})
	if err != nil {
		return err
	}
	return sink.Commit()
}
