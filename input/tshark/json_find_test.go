package tshark

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/packetseq/packetseq/seq"
)

// jsonOf returns what tshark -T json writes of packets with the numbers 1 to n.
func jsonOf(n int) string {
	objects := make([]string, n)
	for i := range objects {
		objects[i] = fmt.Sprintf(`  {
    "_index": "packets-2026-11-22",
    "_source": {
      "layers": {
        "frame": {
          "frame.comment": "\"_index\" {",
          "frame.number": "%d"
        },
        "data": {
          "data.tree": {
            "data.data": "ff:ff",
            "data.len": "2"
          }
        }
      }
    }
  }`, i+1)
	}
	return "[\n" + strings.Join(objects, ",\n") + "\n]\n"
}

// TestResumeJSON: what is wrong in the middle of a document is told of, once and with
// its line, and costs the packet that it is in and no other.
func TestResumeJSON(t *testing.T) {
	begin := func(n int) string { return fmt.Sprintf(`"frame.number": "%d"`, n) }
	two := "  },\n  {" // the first of the places between two packets
	tests := []struct {
		name     string
		from, to string // the first text up to the second is replaced
		with     string
		numbers  []int
		report   string
	}{
		{"garbage between packets", two, two, "},\n\x00\xff{garbage\n{", []int{1, 2, 3, 4}, `x:19: '\x00' where a packet belongs`},
		{"another format between", two, two, "},\nNo.,Time\n{\"layers\":[\n{", []int{1, 2, 3, 4}, `x:19: 'N' where a packet belongs`},
		{"the array ends early", two, two, "}]\n,{", []int{1, 2, 3, 4}, `x:19: ',' where a packet belongs`},
		{"no comma between", two, two, "}\n{", []int{1, 2, 3, 4}, ""},
		{"garbage in a packet", begin(2), begin(2), "garbage", []int{1, 3, 4}, `x:25: 'g' where a quote belongs; the packet that begins in line 19 is left out`},
		{"cut in a string", begin(2), "\n  },", begin(2)[:17], []int{1, 3, 4}, `x:25: the line ends inside a string; the packet that begins in line 19 is left out`},
		{"cut in a string to a packet", begin(2), "\n  {", begin(2)[:17], []int{1, 3, 4}, `x:25: the line ends inside a string; the packet that begins in line 19 is left out`},
		{"cut in a skipped string", `:ff"`, "\n            \"data.len", "", []int{2, 3, 4}, `x:12: the line ends inside a string; the packet that begins in line 2 is left out`},
		{"cut behind a backslash", `_index\" {`, "\n          " + begin(1), "\\", []int{2, 3, 4}, `x:7: the line ends inside a string; the packet that begins in line 2 is left out`},
		{"a packet for a value", begin(2), "{\n    \"_index", begin(2)[:16], []int{1, 3, 4}, `x:26: a packet begins inside another; the packet that begins in line 19 is left out`},
		{"a packet for a skipped value", `"2"`, "{\n    \"_index", `{},"x":`, []int{2, 3, 4}, `x:14: a packet begins inside another; the packet that begins in line 2 is left out`},
		{"a bracket too many", two, two, "}},\n{", []int{1, 2, 3, 4}, `x:18: '}' where a packet belongs`},
		{"a bracket too few", two, two, ",\n{", []int{2, 3, 4}, `x:19: '{' where a quote belongs; the packet that begins in line 2 is left out`},
	}
	text := jsonOf(4)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			i := strings.Index(text, test.from)
			rest := text[i+len(test.from):]
			if test.from != test.to {
				rest = rest[strings.Index(rest, test.to):]
			}
			damaged := text[:i] + test.with + rest
			packets, reports, err := read(JSON, iotest.OneByteReader(strings.NewReader(damaged)))
			if numbers := numbersOf(packets); err != nil || !slices.Equal(numbers, test.numbers) {
				t.Errorf("packets %v and not %v, error %v", numbers, test.numbers, err)
			}
			if got := strings.Join(reports, "\n"); got != test.report {
				t.Errorf("reports %q and not %q", got, test.report)
			}
		})
	}
}

// TestCutOutJSON: a piece that is missing anywhere costs no packet but those that it
// touches, unless the two ends of it fit together.
func TestCutOutJSON(t *testing.T) {
	text := jsonOf(5)
	packet := strings.Index(text, "  },\n") // the length of a packet, about
	for from := len("["); from < 2*packet; from++ {
		for _, length := range []int{1, 7, packet / 2, packet} {
			damaged := text[:from] + text[from+length:]
			packets, _, err := read(JSON, strings.NewReader(damaged))
			numbers := numbersOf(packets)
			if err != nil || len(numbers) < 2 || !slices.Equal(numbers[len(numbers)-2:], []int{4, 5}) {
				t.Fatalf("%d bytes from %d: packets %v, error %v", length, from, numbers, err)
			}
		}
	}
}

// TestGarbageAtTheEndJSON: the end of the array counts behind garbage, too.
func TestGarbageAtTheEndJSON(t *testing.T) {
	whole := bytes.TrimSuffix([]byte(jsonOf(2)), []byte("]\n"))
	for end, want := range map[string]string{"]\n": "<nil>", "": "x:37: cut short: the array of packets has no end"} {
		packets, reports, err := read(JSON, strings.NewReader(string(whole)+"garbage\n"+end))
		if len(packets) != 2 || len(reports) != 1 || fmt.Sprint(err) != want {
			t.Errorf("end %q: %d packets, reports %q, error %v", end, len(packets), reports, err)
		}
	}
}

func numbersOf(packets []seq.Packet) (numbers []int) {
	for _, p := range packets {
		numbers = append(numbers, p.Number)
	}
	return numbers
}
