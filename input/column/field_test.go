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
