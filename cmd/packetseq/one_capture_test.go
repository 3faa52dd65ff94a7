package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

const rawCapture = repository + "/testdata/dns-udp.pcap"

// inAllForms writes one capture in several forms, and returns their files by name.
func inAllForms(t *testing.T, raw string) map[string]string {
	t.Helper()
	needs(t, "tshark")
	needs(t, "editcap")
	t.Setenv("TZ", "UTC")
	folder := t.TempDir()
	files := map[string]string{}
	add := func(name string, data []byte) {
		files[name] = filepath.Join(folder, name)
		if err := os.WriteFile(files[name], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tshark := func(args ...string) []byte {
		out, err := exec.Command("tshark", append(args, "-n", "-r", raw)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	data, err := os.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	add("pcap.gz", zipped.Bytes())
	files["pcapng"] = filepath.Join(folder, "pcapng")
	if out, err := exec.Command("editcap", "-F", "pcapng", raw, files["pcapng"]).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	add("text", tshark("-t", "ad"))
	add("fields", tshark("-T", "fields", "-E", "header=y", "-E", "separator=,", "-E", "quote=d", "-t", "ad",
		"-e", "_ws.col.No.", "-e", "_ws.col.Time", "-e", "_ws.col.Source", "-e", "_ws.col.Destination",
		"-e", "_ws.col.Protocol", "-e", "_ws.col.Length", "-e", "_ws.col.Info"))
	add("csv", []byte(csvOf(t, "--tshark", raw)))
	return files
}

// TestOneCapture draws one capture from all its forms: the diagram is the same.
func TestOneCapture(t *testing.T) {
	draw := func(capture, form string) string {
		f, err := os.Open(capture)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		c := exec.Command("packetseq", "-q", "--tz", "UTC", "--number", "-t", form) // a picture names its files, but not its standard input
		c.Stdin = f
		out, err := c.Output()
		if err != nil {
			t.Fatalf("%s: %v", capture, err)
		}
		return string(out)
	}
	files := inAllForms(t, rawCapture)
	for _, form := range []string{"diag", "csv", "svg"} {
		want := draw(rawCapture, form)
		for name, file := range files {
			if got := draw(file, form); got != want {
				t.Errorf("%s from %s differs:\n%s", form, name, gocmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
			}
		}
	}
}

// TestOneCaptureDetails compares what the forms know of each packet: text knows
// nothing that a raw capture does not, and what it knows is the same.
func TestOneCaptureDetails(t *testing.T) {
	want := packetsOf(t, rawCapture)
	for name, file := range inAllForms(t, rawCapture) {
		packets := packetsOf(t, file)
		if len(packets) != len(want) {
			t.Fatalf("%s: %d packets, not %d", name, len(packets), len(want))
		}
		var known seq.Fields
		for i, got := range packets {
			if !want[i].Known.Has(got.Known) {
				t.Errorf("%s knows %b of packet %d, and pcap %b", name, got.Known, i+1, want[i].Known)
			}
			known |= got.Known
			if raw := restrictTo(want[i], got); got != raw {
				t.Errorf("packet %d of %s:\n%+v\nof pcap:\n%+v", i+1, name, got, raw)
			}
		}
		if tcp := seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload; !known.Has(tcp) {
			t.Errorf("%s knows but %b of any packet", name, known)
		}
	}
}

// restrictTo returns p without what q does not know.
func restrictTo(p, q seq.Packet) seq.Packet {
	for _, fact := range []struct {
		known  seq.Fields
		forget func()
	}{
		{seq.KnowsPorts, func() { p.SourcePort, p.DestinationPort = 0, 0 }},
		{seq.KnowsFlags, func() { p.Flags = 0 }},
		{seq.KnowsSeq, func() { p.Seq = 0 }},
		{seq.KnowsAck, func() { p.Ack = 0 }},
		{seq.KnowsPayload, func() { p.Payload = 0 }},
		{seq.KnowsTTL, func() { p.TTL = 0 }},
		{seq.KnowsIPID, func() { p.IPID = 0 }},
		{seq.KnowsStream, func() { p.Stream = 0 }},
	} {
		if !q.Known.Has(fact.known) {
			fact.forget()
		}
	}
	p.Known = q.Known
	if q.Identity == (seq.Identity{}) {
		p.Identity, p.Interface = q.Identity, q.Interface
	}
	if q.SourceMAC == "" {
		p.SourceMAC, p.DestinationMAC = "", ""
	}
	return p
}

// packetsOf returns the packets of a capture.
func packetsOf(t *testing.T, name string) []seq.Packet {
	t.Helper()
	return packetsInto(t, name, seq.Packet{})
}

// packetsInto returns the packets of a capture, each of which is read over a packet
// like old.
func packetsInto(t *testing.T, name string, old seq.Packet) (packets []seq.Packet) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, _, err := input.Open(f, inputFormats, input.Options{Name: name, Report: func(err error) { t.Error(err) }})
	for err == nil {
		p := old
		if err = r.Read(&p); err == nil {
			packets = append(packets, p)
		}
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	return packets
}

// TestCountOfFile: the first packets of a file are the same, with all their
// words, whether or not more are wanted.
func TestCountOfFile(t *testing.T) {
	all := csvOf(t, rawCapture)
	for _, n := range []int{1, 7, 40, 1000} {
		got := csvOf(t, "-c", strconv.Itoa(n), rawCapture)
		rows := min(n+1, strings.Count(all, "\n")) // with the titles
		if !strings.HasPrefix(all, got) || strings.Count(got, "\n") != rows {
			t.Errorf("-c %d:\n%s", n, got)
		}
	}
}

// csvOf returns what packetseq makes of a capture, as CSV.
func csvOf(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("packetseq", append(args, "-q", "--no-ask", "--tz", "UTC", "-t", "csv", "-o", "-")...).Output()
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return string(out)
}
