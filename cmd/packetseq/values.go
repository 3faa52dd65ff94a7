package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones also where the system has none, as in a container

	"github.com/packetseq/packetseq/input/column"
)

// A zone is the value of --tz.
type zone struct {
	location *time.Location // nil: local time
	text     string
}

// Set implements pflag.Value. It takes what time.LoadLocation takes, "local",
// and offsets from UTC such as +09:00, -0330 and +9.
func (z *zone) Set(s string) error {
	location, err := loadZone(s)
	if err != nil {
		return err
	}
	z.location, z.text = location, s
	return nil
}

// String implements pflag.Value.
func (z *zone) String() string { return z.text }

// Type implements pflag.Value.
func (z *zone) Type() string { return "ZONE" }

func loadZone(s string) (*time.Location, error) {
	switch strings.ToLower(s) {
	case "local":
		return time.Local, nil
	case "utc", "z":
		return time.UTC, nil
	case "": // LoadLocation takes it for UTC
		return nil, errors.New("it takes local, UTC, a name such as Europe/Berlin, or an offset such as +09:00")
	}
	if s[0] == '+' || s[0] == '-' {
		return offsetZone(s)
	}
	location, err := time.LoadLocation(s)
	if err != nil {
		return nil, fmt.Errorf("no such zone; it takes local, UTC, a name such as Europe/Berlin, or an offset such as +09:00")
	}
	return location, nil
}

// offsetZone reads an offset from UTC, as ISO 8601 and RFC 3339 write it.
func offsetZone(s string) (*time.Location, error) {
	if len(s) == len("+9") {
		s = s[:1] + "0" + s[1:]
	}
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		_, seconds := t.Zone()
		return time.FixedZone(t.Format("-07:00"), seconds), nil
	}
	return nil, errors.New("an offset from UTC has the form +09:00")
}

// columnTitles is the value of --columns: the field that the title of a column
// stands for.
type columnTitles map[string]string

// Set implements pflag.Value. The value is a record of CSV, so that a title
// with a comma can be quoted.
func (c *columnTitles) Set(s string) error {
	record, err := csvRecord(s)
	if err != nil {
		return err
	}
	if *c == nil {
		*c = columnTitles{}
	}
	for _, pair := range record {
		field, title, ok := strings.Cut(pair, "=")
		if !ok || field == "" || title == "" {
			return fmt.Errorf("%q does not have the form FIELD=HEADER", pair)
		}
		if _, known, _ := column.Find(field, nil); !known {
			return fmt.Errorf("there is no field %q; fields are named as in Wireshark, such as ip.src, frame.time and _ws.col.info", field)
		}
		if other, ok := (*c)[title]; ok && other != field {
			return fmt.Errorf("the column %q cannot be both %s and %s", title, other, field)
		}
		(*c)[title] = field
	}
	return nil
}

// String implements pflag.Value.
func (c *columnTitles) String() string {
	pairs := make([]string, 0, len(*c))
	for title, field := range *c {
		pairs = append(pairs, field+"="+title)
	}
	slices.Sort(pairs)
	return strings.Join(pairs, ",")
}

// Type implements pflag.Value.
func (c *columnTitles) Type() string { return "FIELD=HEADER,..." }

// nameList is the value of --order, each name once.
type nameList []string

// Set implements pflag.Value. The value is a record of CSV, so that a name with
// a comma can be quoted.
func (n *nameList) Set(s string) error {
	record, err := csvRecord(s)
	if err != nil {
		return err
	}
	for _, name := range record {
		if name == "" {
			return errors.New("a name is empty")
		}
		if !slices.Contains(*n, name) {
			*n = append(*n, name)
		}
	}
	return nil
}

// String implements pflag.Value.
func (n *nameList) String() string { return strings.Join(*n, ",") }

// Type implements pflag.Value.
func (n *nameList) Type() string { return "NAME,..." }

// csvRecord splits a list at its commas, with quotes as in CSV.
func csvRecord(s string) ([]string, error) {
	r := csv.NewReader(strings.NewReader(s))
	record, err := r.Read()
	if err == io.EOF {
		return nil, errors.New("an empty list")
	}
	if err != nil {
		return nil, errors.New("a list is separated by commas; an entry with a comma or a quote is quoted as in CSV")
	}
	return record, nil
}

// typeList is the value of --type, each type once. "help" asks for the list.
type typeList []string

const helpWord = "help"

// Set implements pflag.Value.
func (t *typeList) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		if _, ok := outputNamed(name); !ok && name != helpWord {
			return fmt.Errorf("it takes %s", orList(outputNames()))
		}
		if !slices.Contains(*t, name) {
			*t = append(*t, name)
		}
	}
	return nil
}

// String implements pflag.Value.
func (t *typeList) String() string { return strings.Join(*t, ",") }

// Type implements pflag.Value.
func (t *typeList) Type() string { return "TYPE,..." }

// Words lists the types for completion.
func (t *typeList) Words() []string { return outputNames() }
