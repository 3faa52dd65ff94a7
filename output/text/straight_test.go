package text

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// escapes are the sequences that a ladder itself writes.
var escapes = regexp.MustCompile("\x1b\\[[0-9;]*[mG]")

// cells returns what stands in each cell of a line.
func cells(line string) (cells []string) {
	line = strings.ReplaceAll(escapes.ReplaceAllString(line, ""), leftToRight, "")
	for g := uniseg.NewGraphemes(line); g.Next(); {
		cells = append(cells, g.Str())
		for range g.Width() - 1 {
			cells = append(cells, "")
		}
		if g.Width() == 0 {
			cells = cells[:len(cells)-1]
		}
	}
	return cells
}

// checkLine makes sure that a line controls nothing and fits the screen.
func checkLine(t *testing.T, l *ladder, line string) {
	t.Helper()
	plain := strings.TrimPrefix(escapes.ReplaceAllString(line, ""), "\r")
	for _, r := range plain {
		if unicode.IsControl(r) || r != '\u200e' && r != '\u200c' && r != '\u200d' && unicode.Is(unicode.Cf, r) {
			t.Errorf("%U in %q", r, line)
		}
		if l.opts.Screen.ASCII && r > '~' {
			t.Errorf("%U in %q, which should be ASCII", r, line)
		}
	}
	if !utf8.ValidString(line) {
		t.Errorf("not UTF-8: %q", line)
	}
	if n := len(cells(line)); n > l.width {
		t.Errorf("%d cells of %d: %q", n, l.width, line)
	}
	if strings.HasSuffix(plain, " ") && !strings.Contains(line, "\x1b") {
		t.Errorf("space at the end of %q", line)
	}
}

// checkMessage makes sure that every lifeline of a line stands in its place,
// except where a label runs over it.
func checkMessage(t *testing.T, l *ladder, from, to int, line string) {
	t.Helper()
	row := cells(line)
	g := l.glyphs
	a, b := l.column(from), l.column(to)
	turn := a == b || l.hidden(from) || l.hidden(to)
	beside := l.between(a, b) < leastLabel // the label may stand at either side of the arrow
	ends := []string{g.lifeline, g.stopLeft, g.stopRight}
	for _, s := range []stroke{g.light, g.heavy, g.dashed, g.heavyDashed} {
		ends = append(ends, s.left, s.right)
	}
	for column, at := range l.at {
		got := " "
		if cell := l.gutter.cells() + at; cell < len(row) {
			got = row[cell]
		}
		inside := column > min(a, b) && column < max(a, b)
		switch {
		case turn && column != a && !l.hidden(from) && !l.hidden(to), turn && column != len(l.at)-1, inside,
			beside && column != a && column != b:
			continue // there may be a label
		case column == a || column == b || turn:
			if !slices.Contains(ends, got) {
				t.Errorf("%q where lifeline %d should be (cell %d of the ladder): %q", got, column, at, line)
			}
		case got != g.lifeline:
			t.Errorf("%q where lifeline %d should be (cell %d of the ladder): %q", got, column, at, line)
		}
	}
}

// drawAndCheck draws messages with given texts one by one, and checks each line.
func drawAndCheck(t *testing.T, screen output.Screen, names []string, label string, seed uint64) {
	t.Helper()
	var s sheet
	screen.Live = true
	l := newLadder(&s, output.Options{Screen: screen}).(*ladder)
	d := newDiagram(t, l)
	d.captures("a", label)
	random := rand.New(rand.NewPCG(seed, 1))
	for range 12 {
		from, to := names[random.IntN(len(names))], names[random.IntN(len(names))]
		s.Reset()
		d.send(int(random.Uint32N(3e9)), from, to, label, func(m *seq.Message) {
			m.Lost = random.IntN(4) == 0
			m.Kind = seq.Kinds()[random.IntN(len(seq.Kinds()))]
			if random.IntN(4) == 0 {
				m.Marks = seq.Retransmission
			}
			if random.IntN(4) == 0 {
				m.Count = 1 << random.IntN(40)
			}
		})
		lines := strings.Split(strings.TrimSuffix(s.String(), "\n"), "\n")
		for _, line := range lines {
			checkLine(t, l, line)
		}
		checkMessage(t, l, d.host(from), d.host(to), lines[len(lines)-1])
	}
	d.end(seq.End{})
}

func TestStraight(t *testing.T) {
	texts := []string{"", "a", "[SYN, ACK] Seq=0 Ack=1 Win=14600", strings.Repeat("long ", 300), strings.Repeat("x", 300),
		"日本語のラベル", "مرحبا 123 بالعالم", "e\u0301\u0302", "\u0301first", "👨‍👩‍👧🇯🇵", "\x1b[2J\x1b]0;x\a", "\u202eevil", "\u2e3b⸺", "\xff", "\t\r\n", " , ; "}
	for _, width := range []int{1, 41, 60, 80, 120, 300} {
		for _, ascii := range []bool{false, true} {
			for _, hosts := range []int{1, 2, 3, 9} {
				names := make([]string, hosts)
				for i := range names {
					names[i] = fmt.Sprint(texts[(i*5+width)%len(texts)], i)
				}
				for i, label := range texts {
					drawAndCheck(t, output.Screen{Width: width, ASCII: ascii}, names, label, uint64(i))
				}
			}
		}
	}
}

func FuzzStraight(f *testing.F) {
	f.Add("Client", "192.168.1.62", "[SYN] Seq=0", uint8(80), uint8(3), false)
	f.Add("東京", "القاهرة", "\x1b[31m\u202e", uint8(40), uint8(12), true)
	f.Fuzz(func(t *testing.T, a, b, label string, width, hosts uint8, ascii bool) {
		if len(a)+len(b)+len(label) > 1<<10 {
			t.Skip()
		}
		names := []string{a, b}
		for i := range hosts % 12 {
			names = append(names, fmt.Sprint(b, i))
		}
		drawAndCheck(t, output.Screen{Width: int(width), ASCII: ascii}, names, label, uint64(hosts))
	})
}
