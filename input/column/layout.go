package column

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/packetseq/packetseq/input/stamp"
)

// Default are the titles of Wireshark's default columns.
var Default = []string{"No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"}

// A Layout says what the columns of a packet list hold.
type Layout struct {
	Titles  []string
	Columns []Column // what is to be read but the time, in the order to read it in
	Time    int      // the column of the time; -1 if there is none
	Kind    stamp.Kind
	Info    int // the column of Info; -1 if there is none

	Addresses bool // some column tells an end of a packet
}

// A Column is one that is to be read.
type Column struct {
	Index int // in Layout.Titles
	Field
}

// LayOut finds the fields of the columns with these titles. What custom maps,
// title to name of field, goes before what is known by itself. It fails where
// custom names no field; a layout without columns is one without known titles.
func LayOut(titles []string, custom map[string]string) (Layout, error) {
	l := Layout{Titles: titles, Time: -1, Info: -1}
	timeRank := -1
	for i, title := range titles {
		f, ok, err := Find(title, custom)
		if err != nil {
			return l, err
		}
		switch {
		case !ok:
		case f.Set != nil || f.Info:
			l.Columns = append(l.Columns, Column{i, f})
			l.Addresses = l.Addresses || f.Address
			if f.Info {
				l.Info = i
			}
		case f.rank > timeRank:
			l.Time, l.Kind, timeRank = i, f.Kind, f.rank
		}
	}
	slices.SortStableFunc(l.Columns, func(a, b Column) int { return a.rank - b.rank })
	return l, nil
}

var errNoAddress = errors.New("no column with a source or destination is known")

// CheckAddresses returns an error that lists the titles where no column tells an end
// of a packet: nothing can be drawn of it.
func (l *Layout) CheckAddresses() error {
	if l.Addresses {
		return nil
	}
	return fmt.Errorf("%w: %s; say which is which with --columns", errNoAddress, QuoteTitles(l.Titles))
}

// Missing returns an error for each title, in their order, that custom maps and that is
// not among the titles of the layout.
func (l *Layout) Missing(custom map[string]string) []error {
	var missing []error
	for _, title := range slices.Sorted(maps.Keys(custom)) {
		if !slices.Contains(l.Titles, title) {
			missing = append(missing, fmt.Errorf("there is no column %.60q, which --columns names; there are %s", title, QuoteTitles(l.Titles)))
		}
	}
	return missing
}

// QuoteTitles returns the first of titles, as an error shows them.
func QuoteTitles(titles []string) string {
	const most = 8
	var b strings.Builder
	for i, title := range titles {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == most {
			b.WriteString("…")
			break
		}
		fmt.Fprintf(&b, "%.30q", title)
	}
	return b.String()
}

// Find returns the field of the column with that title, and whether there is one.
// It fails if custom maps the title to what is no field.
func Find(title string, custom map[string]string) (f Field, ok bool, err error) {
	name, isCustom := custom[title]
	if !isCustom {
		f, ok = named(title)
		return f, ok, nil
	}
	if f, ok = named(name); !ok {
		return f, false, fmt.Errorf("column %q: there is no field %q", title, name)
	}
	f.rank += rankCustom
	return f, true, nil
}
