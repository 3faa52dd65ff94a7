package csv

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/packetseq/packetseq/input/stamp"
)

// defaultTitles are Wireshark's default columns, which a capture without a
// header line is taken to have.
var defaultTitles = []string{"No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"}

// A layout says what the columns of a capture hold.
type layout struct {
	titles  []string
	columns []column // what is read, in the order of field.rank
	time    int      // the column of the time; -1 if there is none
	kind    stamp.Kind
	info    bool // the last column is Info
}

// A column is one that is read.
type column struct {
	index int
	field
}

// layOut finds the fields of the columns with these titles. What custom maps,
// title to name of field, goes before what is known by itself. It fails where
// custom names no field; a layout without columns is one without known titles.
func layOut(titles []string, custom map[string]string) (layout, error) {
	l := layout{titles: titles, time: -1}
	timeRank := -1
	for i, title := range titles {
		f, ok, err := fieldOf(title, custom)
		if err != nil {
			return l, err
		}
		switch {
		case !ok:
		case f.set != nil || f.info:
			l.columns = append(l.columns, column{i, f})
			l.info = f.info && i == len(titles)-1
		case f.rank > timeRank:
			l.time, l.kind, timeRank = i, f.kind, f.rank
		}
	}
	slices.SortStableFunc(l.columns, func(a, b column) int { return a.rank - b.rank })
	return l, nil
}

// fieldOf returns the field of the column with that title.
func fieldOf(title string, custom map[string]string) (f field, ok bool, err error) {
	name, isCustom := custom[title]
	if !isCustom {
		f, ok = fieldNamed(title)
		return f, ok, nil
	}
	if f, ok = fieldNamed(name); !ok {
		return f, false, fmt.Errorf("column %q: there is no field %q", title, name)
	}
	f.rank += rankCustom
	return f, true, nil
}

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
			if _, ok, err := fieldOf(title, custom); ok || err != nil {
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
	if len(texts) < len(defaultTitles) {
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
		texts = defaultTitles
	case !titled:
		return r.located(at, fmt.Errorf("%w: %s; say which is which with --columns", errNoTitle, quoteSome(texts)))
	default:
		if _, err := r.rows.next(); err != nil {
			return r.located(at, err)
		}
	}
	r.layout, err = layOut(texts, r.o.Columns)
	r.times = stamp.NewColumn(r.kind, r.o.Zone)
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
