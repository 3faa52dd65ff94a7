package mermaid

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

// talk returns events of n messages between neighbours of a number of
// participants.
func talk(n, participants int) func(w seq.Writer) error {
	return func(w seq.Writer) error {
		for i := range participants {
			if err := w.Participant(seq.Participant{Index: i, Name: fmt.Sprintf("𝕏 host %d", i)}); err != nil {
				return err
			}
		}
		for i := range n {
			from := i % participants
			m := seq.Message{From: (from + 1) % participants, To: from, Label: fmt.Sprintf("𝕏 message %d of the conversation", i)}
			if err := outputtest.Message(w, m); err != nil {
				return err
			}
			if i%2 == 1 {
				if err := w.Gap(seq.Gap{Duration: 1}); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// lines returns the lines of a page that begin with prefix.
func lines(page, prefix string) []string {
	return slices.DeleteFunc(strings.Split(page, "\n"), func(s string) bool { return !strings.HasPrefix(s, prefix) })
}

// Every page is a whole diagram within the limit, nearly as long as it may be,
// and together they have every message once.
func TestPages(t *testing.T) {
	for _, participants := range []int{2, 300, 3000} {
		t.Run(fmt.Sprint(participants), func(t *testing.T) {
			const messages = 5000
			d := outputtest.Draw(t, Format, output.Options{Title: "T", Time: output.TimeNone}, talk(messages, participants))
			n, gaps := 0, 0
			for i, page := range d.Pages {
				length := len(utf16.Encode([]rune(page)))
				if length > pageLimit || length < pageLimit-200 && i+1 < len(d.Pages) {
					t.Errorf("page %d has %d characters", i+1, length)
				}
				for _, line := range lines(page, "  p") {
					if _, label, ok := strings.Cut(line, ": "); ok {
						if want := fmt.Sprintf("𝕏 message %d of the conversation", n); label != want {
							t.Fatalf("page %d: %q, not %q", i+1, line, want)
						}
						n++
					}
				}
				gaps += len(lines(page, "  Note over p"))
				checkPage(t, i+1, page)
			}
			if n != messages || gaps != messages/2 {
				t.Errorf("%d messages and %d gaps on %d pages", n, gaps, len(d.Pages))
			}
			if want := fmt.Sprintf("in %d files", len(d.Pages)); len(d.Remarks) != 1 || !strings.HasSuffix(d.Remarks[0], want) {
				t.Errorf("remarks %q, want one %s", d.Remarks, want)
			}
		})
	}
}

// checkPage checks that a page has a head of its own, and declares the
// participants it speaks of before it does, once.
func checkPage(t *testing.T, number int, page string) {
	t.Helper()
	head := "sequenceDiagram\n  title T\n"
	if number > 1 {
		head = fmt.Sprintf("sequenceDiagram\n  title T (page %d)\n", number)
	}
	if !strings.HasPrefix(page, head) {
		t.Errorf("page %d begins with %.80q", number, page)
	}
	declared := map[string]bool{}
	for _, line := range strings.Split(page, "\n") {
		if declaration, ok := strings.CutPrefix(line, "  participant "); ok {
			id, name, _ := strings.Cut(declaration, " as ")
			if declared[id] || !strings.HasPrefix(name, "𝕏 host ") {
				t.Errorf("page %d: %s", number, line)
			}
			declared[id] = true
			continue
		}
		statement, _, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "Note over "), ": ")
		for _, id := range strings.FieldsFunc(statement, func(r rune) bool { return !strings.ContainsRune("p0123456789", r) }) {
			if ok && !declared[id] {
				t.Fatalf("page %d: %s is not declared: %s", number, id, line)
			}
		}
	}
}

// The lifelines keep their order on each page, where they are not too many.
func TestPagesDeclareAllLifelines(t *testing.T) {
	d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, talk(3000, 50))
	first := lines(d.Pages[0], "  participant ")
	for i, page := range d.Pages {
		if got := lines(page, "  participant "); len(got) != 50 || !slices.Equal(got, first) {
			t.Errorf("page %d declares %q", i+1, got)
		}
	}
}

func TestOnePageOnly(t *testing.T) {
	d := outputtest.DrawTo(t, &outputtest.Pages{One: true}, Format, output.Options{Time: output.TimeNone}, talk(5000, 4))
	if n := strings.Count(d.Pages[0], "𝕏 message"); len(d.Pages) != 1 || n != 5000 {
		t.Errorf("%d messages on %d pages", n, len(d.Pages))
	}
	want := fmt.Sprintf("this one has %d:", len(utf16.Encode([]rune(d.Pages[0]))))
	if len(d.Remarks) != 1 || !strings.Contains(d.Remarks[0], want) {
		t.Errorf("remarks %q, want one with %q", d.Remarks, want)
	}
}

// A text that no page can hold has a page for itself, and a remark.
func TestLongLabel(t *testing.T) {
	long := strings.Repeat("x", pageLimit)
	d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, func(w seq.Writer) error {
		return errors.Join(talk(1, 2)(w), outputtest.Message(w, seq.Message{Label: long}), talk(1, 1)(w))
	})
	if len(d.Pages) != 3 || !strings.HasSuffix(d.Pages[1], ": "+long+"\n") || len(d.Remarks) != 2 || !strings.Contains(d.Remarks[1], "in 1 of 3 files") {
		t.Errorf("%d pages, remarks %q", len(d.Pages), d.Remarks)
	}
}

// So has a name, and there is no page without anything before it.
func TestLongName(t *testing.T) {
	long := strings.Repeat("x", pageLimit)
	d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, func(w seq.Writer) error {
		return errors.Join(w.Participant(seq.Participant{Name: long}), w.Participant(seq.Participant{Index: 1, Name: "B"}))
	})
	if len(d.Pages) != 2 || !strings.HasSuffix(d.Pages[0], " as "+long+"\n") || !strings.HasSuffix(d.Pages[1], " as B\n") {
		t.Errorf("%d pages, the last one %.200s", len(d.Pages), d.Pages[len(d.Pages)-1])
	}
	if len(d.Remarks) != 2 || !strings.Contains(d.Remarks[1], "in 1 of 2 files") {
		t.Errorf("remarks %q", d.Remarks)
	}
}

// Addresses that join a lifeline are in its head on the next page, or else in a
// note.
func TestAddressesThatJoin(t *testing.T) {
	join := func(w seq.Writer) error {
		return w.Participant(seq.Participant{Index: 0, Name: "A", Addresses: []string{"10.0.0.1", "10.0.0.2"}})
	}
	for messages, want := range map[int]string{1: "  Note over p1: A<br/>10.0.0.1<br/>10.0.0.2\n", 1500: "  participant p1 as A<br/>10.0.0.1<br/>10.0.0.2\n"} {
		d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, func(w seq.Writer) error {
			return errors.Join(talk(1, 2)(w), join(w), talk(messages, 2)(firstParticipant{w}))
		})
		if last := d.Pages[len(d.Pages)-1]; strings.Count(last, "10.0.0.2") != 1 || !strings.Contains(last, want) {
			t.Errorf("%d messages: %d pages, the last one %.300s", messages, len(d.Pages), last)
		}
	}
}

// Where pages declare only the lifelines they need, all addresses are told in the
// end, each once.
func TestManyAddressesThatJoin(t *testing.T) {
	for _, participants := range []int{600, 3000} {
		d := outputtest.Draw(t, Format, output.Options{Title: "T", Time: output.TimeNone}, joined(participants))
		for i, page := range d.Pages {
			checkPage(t, i+1, page)
		}
		all := strings.Join(d.Pages, "")
		for i := range participants {
			if want := fmt.Sprintf("𝕏 host %d<br/>10.0.0.1<br/>10.0.0.2\n", i); strings.Count(all, want) != 1 {
				t.Errorf("not once: %s", want)
			}
		}
	}
}

// joined returns events of participants, each of which has a second address in
// the end.
func joined(participants int) func(w seq.Writer) error {
	return func(w seq.Writer) error {
		var err error
		for n := 1; n <= 2; n++ {
			for i := range participants {
				p := seq.Participant{Index: i, Name: fmt.Sprintf("𝕏 host %d", i), Addresses: []string{"10.0.0.1", "10.0.0.2"}[:n]}
				err = errors.Join(err, w.Participant(p))
			}
		}
		return err
	}
}

// A firstParticipant does not hear of participants again.
type firstParticipant struct{ seq.Writer }

func (firstParticipant) Participant(seq.Participant) error { return nil }

// failing is a Files that cannot be written to.
type failing struct{}

func (failing) Page(int, int) (io.Writer, error) { return nil, io.ErrClosedPipe }

func TestErrorsAreReturned(t *testing.T) {
	w := newWriter(failing{}, output.Options{})
	for name, err := range map[string]error{
		"participant": w.Participant(seq.Participant{}),
		"end":         w.End(seq.End{}),
	} {
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
