package mscgen

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

// What is kept is bounded: past it there is an error, and nothing more is kept.
func TestMessagesKeptAreBounded(t *testing.T) {
	w := newWriter(&outputtest.Pages{}, output.Options{Time: output.TimeNone}).(*writer)
	label := strings.Repeat("x", 1<<20)
	var err error
	n := 0
	for ; err == nil && n < 1000; n++ {
		err = outputtest.Message(w, seq.Message{Label: label})
	}
	if err == nil || !strings.Contains(err.Error(), "32 MB") {
		t.Errorf("after %d MB: %v", n, err)
	}
	if w.kept.Len() > maxText || n < 31 {
		t.Errorf("%d messages are kept in %d bytes", n, w.kept.Len())
	}
}

func TestRemarks(t *testing.T) {
	for _, c := range []struct {
		label int // its length
		want  []string
	}{
		{120, nil},
		{200, []string{"1200 pixels apart"}},
		{maxLabel, []string{"1200 pixels apart"}},
		{maxLabel + 1, []string{"cuts 1 labels", "1200 pixels apart"}},
	} {
		d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, func(w seq.Writer) error {
			return errors.Join(w.Participant(seq.Participant{}), w.Participant(seq.Participant{Index: 1}),
				outputtest.Message(w, seq.Message{To: 1, Label: strings.Repeat("x", c.label)}))
		})
		if len(d.Remarks) != len(c.want) {
			t.Errorf("%d characters: remarks %q, want %q", c.label, d.Remarks, c.want)
			continue
		}
		for i, want := range c.want {
			if !strings.Contains(d.Remarks[i], want) {
				t.Errorf("%d characters: remark %q, want %q", c.label, d.Remarks[i], want)
			}
		}
	}
}

// A picture is as wide as its widest text needs.
func TestScale(t *testing.T) {
	label := strings.Repeat("x", 100) // 936 pixels
	for _, c := range []struct {
		participants int
		message      seq.Message
		title        string
		want         string // hscale; empty for none
	}{
		{2, seq.Message{To: 1, Label: "short"}, "", ""},
		{2, seq.Message{To: 1, Label: label}, "", "3.12"},
		{2, seq.Message{To: 1, Label: strings.Repeat("日", 50)}, "", "3.12"},
		{2, seq.Message{To: 1, Label: strings.Repeat("x", 1000)}, "", "4"},
		{4, seq.Message{From: 3, To: 1, Label: label}, "", "3.12"},
		{2, seq.Message{Label: label}, "", "3.12"},
		{1, seq.Message{Label: label}, "", "2"},
		{1, seq.Message{Label: strings.Repeat("x", 60)}, "", "1.9"},
		{2, seq.Message{To: 1, Label: "short"}, label, "1.56"},
	} {
		d := outputtest.Draw(t, Format, output.Options{Title: c.title, Time: output.TimeNone}, func(w seq.Writer) error {
			for i := range c.participants {
				if err := w.Participant(seq.Participant{Index: i, Name: fmt.Sprint(i)}); err != nil {
					return err
				}
			}
			return outputtest.Message(w, c.message)
		})
		got := ""
		if found := regexp.MustCompile(`hscale = "(.*)"`).FindStringSubmatch(d.Pages[0]); found != nil {
			got = found[1]
		}
		if got != c.want {
			t.Errorf("%d participants, %.20q, %.20q: hscale %q, want %q", c.participants, c.message.Label, c.title, got, c.want)
		}
	}
}

// No label is drawn past the edges of mscgen's picture.
func TestMscgenDrawsLabelsWithinThePicture(t *testing.T) {
	const label = "53833 → 3128 [SYN] Seq=0 Win=8192 Len=0 MSS=1460 WS=256 SACK_PERM=1 TSval=1 TSecr=2"
	d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, func(w seq.Writer) error {
		return errors.Join(w.Participant(seq.Participant{}), w.Participant(seq.Participant{Index: 1}),
			outputtest.Message(w, seq.Message{To: 1, Label: label}), outputtest.Message(w, seq.Message{Label: label}),
			outputtest.Message(w, seq.Message{From: 1, To: 1, Label: label}))
	})
	svg := drawSVG(t, d.Page(t))
	width := number(t, svg, `viewBox="0 0 (\d+) `)
	grounds := regexp.MustCompile(`fill="white" points="(\d+),\d+ (\d+),`).FindAllStringSubmatch(svg, -1)
	if len(grounds) < 3 {
		t.Fatalf("%d labels in %s", len(grounds), svg)
	}
	for _, g := range grounds {
		left, _ := strconv.Atoi(g[1])
		right, _ := strconv.Atoi(g[2])
		if left < 0 || right > width {
			t.Errorf("a label from %d to %d in a picture of %d", left, right, width)
		}
	}
}

// number returns a number in a text.
func number(t *testing.T, text, pattern string) int {
	t.Helper()
	found := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no %s in %s", pattern, text)
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}
