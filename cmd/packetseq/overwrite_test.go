package main

import (
	"path/filepath"
	"reflect"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/seq"
)

// TestReadOverwrites: of what was in a packet before it is read into, nothing stays,
// whichever format it is read from.
func TestReadOverwrites(t *testing.T) {
	var old seq.Packet
	soil(reflect.ValueOf(&old).Elem())
	for _, pattern := range []string{"testdata/*.csv", "testdata/*.pcap*", "input/tshark/testdata/arp.*", "input/tshark/testdata/sample.*"} {
		names, err := filepath.Glob(filepath.Join(repository, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d captures, %v", pattern, len(names), err)
		}
		for _, name := range names {
			want, got := packetsInto(t, name, seq.Packet{}), packetsInto(t, name, old)
			if d := gocmp.Diff(want, got); d != "" || len(want) == 0 {
				t.Errorf("%s: %d packets, read over others (-want +got):\n%s", name, len(want), d)
			}
		}
	}
}

// soil makes all that is in v other than its zero.
func soil(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			soil(v.Field(i))
		}
	case v.Kind() == reflect.String:
		v.SetString("left over")
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(99)
	default:
		v.SetUint(99)
	}
}
