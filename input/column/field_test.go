package column

import (
	"strings"
	"testing"
)

// Every field can be read and has a place in the order of reading, and every
// title names a field.
func TestFields(t *testing.T) {
	for _, name := range Fields() {
		if f, ok := named(name); !ok || f.rank == 0 && f.Set != nil {
			t.Errorf("field %s has no setter or rank", name)
		}
	}
	for title, name := range titles {
		if _, ok := fields[name]; !ok || title != strings.ToLower(title) {
			t.Errorf("title %q: no field %q", title, name)
		}
	}
}

func TestKnown(t *testing.T) {
	for name, want := range map[string]bool{"source": true, "Src Port": true, "tcp.SEQ": true, "tcp.flags.syn": true, "tcp.thyme": false, "": false} {
		if Known(name) != want {
			t.Errorf("%q: %v, want %v", name, !want, want)
		}
	}
}

// A layout knows whether the ends of packets have columns, by the title, a field,
// or what the user says.
func TestLayoutOfAddresses(t *testing.T) {
	for _, c := range []struct {
		title  string
		custom map[string]string
		want   bool
	}{
		{"Source", nil, true}, {"ip.dst", nil, true}, {"ipv6.addr", nil, true}, {"Quelle", map[string]string{"Quelle": "source"}, true},
		{"Quelle", nil, false}, {"tcp.srcport", nil, false}, {"Info", nil, false},
	} {
		l, err := LayOut([]string{"No.", c.title}, c.custom)
		if err != nil || l.Addresses != c.want {
			t.Errorf("%s, %v: %v, error %v", c.title, c.custom, l.Addresses, err)
		}
	}
	l, err := LayOut([]string{"A", "B"}, nil)
	if got := l.Missing(map[string]string{"B": "source", "D": "source", "C": "source"}); err != nil || len(got) != 2 || !strings.Contains(got[0].Error(), `"C"`) || !strings.Contains(got[1].Error(), `"D"`) {
		t.Errorf("missing %q, error %v", got, err)
	}
}
