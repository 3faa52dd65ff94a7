package output

import "testing"

func TestShare(t *testing.T) {
	type a struct{ n int }
	type b struct{ n int }
	var s Shared
	Share[a](&s).n = 1
	Share[b](&s).n = 2
	if Share[a](&s).n != 1 || Share[b](&s).n != 2 {
		t.Error("a type has lost its value")
	}
	if Share[a](nil).n != 0 || Share[a](new(Shared)).n != 0 {
		t.Error("a value is known elsewhere")
	}
}
