package output

import "testing"

func TestHidden(t *testing.T) {
	for _, r := range "\x00\x1b\x7f\u0080\u009b\u009f\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069" {
		if !Hidden(r) {
			t.Errorf("%U is not hidden", r)
		}
	}
	for _, r := range " ~\u00a0é→…日\u200b\u200d\ufeff\ufffd\U0001f600" {
		if Hidden(r) {
			t.Errorf("%U is hidden", r)
		}
	}
}
