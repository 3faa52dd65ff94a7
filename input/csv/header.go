package csv

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/input/stamp"
)

// A head is what the first line of a capture tells.
type head struct {
	dialect
	texts []string
	known int    // titles that are known, or custom
	guess *guess // by the shape of the cells; nil if they have titles
}

// maxHead is how much of the first line is looked at.
const maxHead = 64 << 10

// sniff finds the dialect of a capture whose first line is line: that which
// makes most of it known titles, or else cells of a telling shape.
func sniff(line []byte, custom map[string]string) (best head) {
	line = line[:min(len(line), maxHead)]
	most := math.MinInt
	for _, comma := range []byte(",;\t| ") {
		for _, quote := range []byte(`"'`) {
			h := newHead(line, dialect{comma: comma, quote: quote}, custom)
			score := 1000*h.known + len(h.texts)
			if h.known == 0 {
				if comma != '\t' && bytes.IndexByte(line, '\t') >= 0 {
					score -= 1000 // a tab separates: inside of a cell it is written as "\t"
				}
				h.guess = guessFields(h.texts)
				for _, s := range h.guess.shapes {
					if s >= clock {
						score += 50
					}
				}
			}
			if score > most && h.mayBe(comma, quote) {
				most, best = score, h
			}
		}
	}
	return best
}

// newHead reads a line in a dialect.
func newHead(line []byte, d dialect, custom map[string]string) head {
	s := splitter{dialect: d}
	s.split(line)
	s.escaped = d.comma == ',' && d.quote == '"' && !slices.ContainsFunc(s.cells, func(c cell) bool { return !c.quoted })
	h := head{dialect: s.dialect, texts: s.texts(line)}
	for _, title := range h.texts {
		if _, ok, err := column.Find(title, custom); ok || err != nil {
			h.known++
		}
	}
	return h
}

// mayBe reports whether a dialect that few captures are in is told well enough.
// Words with spaces between are more often a sentence.
func (h *head) mayBe(comma, quote byte) bool {
	switch {
	case comma == ' ' && h.known > 0:
		return !slices.ContainsFunc(h.texts, func(title string) bool { return !strings.Contains(title, ".") })
	case comma == ' ':
		return h.guess.sure() && !h.guess.has(rightward) && !slices.Contains(h.texts, ">")
	case comma == '|' || quote == '\'':
		return h.known > 0 || h.guess.sure()
	}
	return true
}

// isFields reports whether the titles are names of fields, as tshark -T fields
// writes them.
func (h *head) isFields() bool {
	for _, title := range h.texts {
		if strings.Contains(strings.TrimSuffix(title, "."), ".") {
			return true
		}
	}
	return false
}

// fieldQuote returns the quote around the cells of a row of tshark -T fields that
// has so many columns; 0 if there is none. It is not ok where some cells have
// quotes and others not, which other programs write.
func fieldQuote(row []byte, comma byte, columns int) (quote byte, ok bool) {
	text := bytes.Trim(row, string(comma))
	if n := len(text); n > 1 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		s := splitter{dialect: dialect{comma: comma, quote: text[0], fields: true}}
		s.split(row)
		for _, c := range s.cells {
			if c.quoted || c.start == c.end {
				columns--
			}
		}
		if columns <= 0 { // there may be more, where an Info has separators in it
			return text[0], true
		}
	}
	common := comma == ',' || comma == ';'
	return 0, !common || len(text) > 0 && text[0] != '"' && !bytes.Contains(row, []byte{comma, '"'})
}

// texts returns the texts of the cells of line, which was split, without the
// spaces around them. It leaves line as it is.
func (s *splitter) texts(line []byte) []string {
	line = bytes.Clone(line)
	texts := make([]string, len(s.cells))
	for i, c := range s.cells {
		d := decoder{row: line, quote: s.quote, escaped: s.escaped}
		texts[i] = strings.TrimSpace(d.cell(c))
	}
	return texts
}

// looksLikePacket reports whether a line of these cells is a row of Wireshark's
// default columns.
func looksLikePacket(texts []string) bool {
	if len(texts) < len(column.Default) {
		return false
	}
	isNumber := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return isNumber(texts[0]) && isNumber(texts[5]) &&
		stamp.NewParser(nil).Parse(texts[1]).Form != stamp.Invalid
}

var (
	errNoTitle = errors.New("no title of a column is known")
)

// readLayout reads the header line, if there is one, which sets the dialect.
func (r *packets) readLayout() error {
	r.rows.decode()
	line, err := r.rows.peek()
	if bytes.HasPrefix(line, []byte(byteOrderMark)) {
		r.rows.at += len(byteOrderMark)
		line, err = r.rows.peek()
	}
	if err == errLongRow {
		return r.located(r.rows.line, err)
	}
	if err != nil {
		return r.located(0, err)
	}
	return r.useHead(line, sniff(line, r.o.Columns))
}

// useHead takes what the first line tells. A line of titles is read.
func (r *packets) useHead(line []byte, h head) (err error) {
	at := r.rows.line
	r.rows.dialect = h.dialect
	switch {
	case looksLikePacket(h.texts):
		r.Layout, err = column.LayOut(column.Default, r.o.Columns)
		if h.comma != ',' && h.comma != ';' {
			r.quoteFields(line, len(h.texts))
		}
	case h.known > 0:
		if _, err := r.rows.next(); err != nil {
			return r.located(at, err)
		}
		if r.Layout, err = column.LayOut(h.texts, r.o.Columns); err == nil {
			err = r.CheckAddresses()
		}
		if h.isFields() && bytes.IndexByte(line, h.quote) < 0 {
			row, _ := r.rows.peek()
			r.quoteFields(row, len(h.texts))
		}
	case h.guess.sure() || hasPositions(r.o.Columns):
		r.quoteFields(line, len(h.texts))
		r.guess = h.guess
		r.Layout, err = h.guess.layOut(r.o.Columns)
	default:
		err = fmt.Errorf("%w: %s; say which is which with --columns", errNoTitle, column.QuoteTitles(h.texts))
	}
	if err != nil {
		return r.located(at, err)
	}
	for _, err := range r.Missing(r.o.Columns) {
		r.o.Report(r.located(at, err))
	}
	r.times = stamp.NewColumn(r.Kind, r.o.Zone)
	return nil
}

// quoteFields sets how cells are quoted, if row is one of tshark -T fields with
// so many columns.
func (r *packets) quoteFields(row []byte, columns int) {
	r.rows.escaped = false
	if quote, ok := fieldQuote(row, r.rows.comma, columns); ok {
		r.rows.fields, r.rows.quote = true, quote
	}
}

// hasPositions reports whether columns are named by their number.
func hasPositions(custom map[string]string) bool {
	for title := range custom {
		if strings.Trim(title, "0123456789") == "" {
			return true
		}
	}
	return false
}
