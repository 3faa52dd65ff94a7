package csv

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/input/stamp"
)

// sniff finds the dialect of a capture whose first line is line, and reports
// whether that line has titles that are known, or custom.
func sniff(line []byte, custom map[string]string) (d dialect, titled bool) {
	best := -1
	for _, comma := range []byte(",;\t") {
		s := splitter{dialect: dialect{comma: comma, quote: '"'}}
		s.split(line)
		s.escaped = comma == ',' && !slices.ContainsFunc(s.cells, func(c cell) bool { return !c.quoted })
		known := 0
		for _, title := range s.texts(line) {
			if _, ok, err := column.Find(title, custom); ok || err != nil {
				known++
			}
		}
		if score := 1000*known + len(s.cells); score > best {
			best, titled, d = score, known > 0, s.dialect
		}
	}
	return d, titled
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

var errNoTitle = errors.New("no title of a column is known")

// readLayout reads the header line, if there is one, which sets the dialect.
func (r *packets) readLayout() error {
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
	var titled bool
	r.rows.dialect, titled = sniff(line, r.o.Columns)
	r.rows.split(line)
	texts, at := r.rows.texts(line), r.rows.line
	switch {
	case looksLikePacket(texts):
		texts = column.Default
	case !titled:
		return r.located(at, fmt.Errorf("%w: %s; say which is which with --columns", errNoTitle, quoteSome(texts)))
	default:
		if _, err := r.rows.next(); err != nil {
			return r.located(at, err)
		}
	}
	r.Layout, err = column.LayOut(texts, r.o.Columns)
	r.times = stamp.NewColumn(r.Kind, r.o.Zone)
	if err != nil {
		return r.located(at, err)
	}
	return nil
}

// quoteSome returns the first of texts, as an error shows them.
func quoteSome(texts []string) string {
	const most = 8
	var b strings.Builder
	for i, text := range texts {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == most {
			b.WriteString("…")
			break
		}
		fmt.Fprintf(&b, "%.30q", text)
	}
	return b.String()
}
