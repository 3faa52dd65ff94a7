package csv

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

func TestFields(t *testing.T) {
	got := one(t, "frame.time_epoch,frame.time,eth.src,eth.dst,ip.src,ip.dst,tcp.srcport,tcp.dstport,tcp.flags,tcp.seq,tcp.ack,tcp.len,tcp.stream,ip.id,ip.ttl,tcp.analysis.out_of_order,Info\n"+
		`5.25,"Aug 27, 2016 11:14:45 UTC",02:00:00:00:00:01,02:00:00:00:00:02,,"10.0.0.2,10.0.0.3",80,99,0x0012,7,8,9,4,0xfb5e,"64,63",1,1 → 2 [ACK] Seq=1 Ack=1 Len=1`+"\n", input.Options{})
	want := seq.Packet{
		Number: 1, Time: seq.Time{NS: 5_250000000, Clock: seq.AbsoluteClock, Digits: 2}, Length: -1, Info: "1 → 2 [ACK] Seq=1 Ack=1 Len=1",
		Source: "02:00:00:00:00:01", SourceMAC: "02:00:00:00:00:01", Destination: "10.0.0.3", DestinationMAC: "02:00:00:00:00:02",
		Known:      seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload | seq.KnowsStream | seq.KnowsIPID | seq.KnowsTTL,
		SourcePort: 80, DestinationPort: 99, Flags: seq.FlagSYN | seq.FlagACK, Seq: 7, Ack: 8, Payload: 9, Stream: 4, IPID: 0xfb5e, TTL: 63, Marks: seq.OutOfOrder,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	got = one(t, "ip.src,Source,Length,Protocol\n10.0.0.1,,,\n", input.Options{})
	if want := (seq.Packet{Number: 1, Source: "10.0.0.1", Length: -1}); got != want {
		t.Errorf("empty cells: got  %+v\nwant %+v", got, want)
	}
}

// times are the times of a capture with these texts in the column of the title.
func times(t *testing.T, title string, texts ...string) (ns []int64, clock seq.Clock) {
	t.Helper()
	text := title + ",Info\n"
	for _, s := range texts {
		text += `"` + s + "\",x\n"
	}
	packets, reports, err := read(strings.NewReader(text), input.Options{Zone: time.FixedZone("", 7200)})
	if err != nil || len(reports) > 0 {
		t.Fatalf("%s: %q, %v", title, reports, err)
	}
	for _, p := range packets {
		ns, clock = append(ns, p.Time.NS), p.Time.Clock
	}
	return ns, clock
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		title string
		texts []string
		want  []int64
		clock seq.Clock
	}{
		{"Time", []string{"2016-08-27 11:14:45.5", "1970-01-01 02:00:00"}, []int64{1472289285_500000000, 0}, seq.AbsoluteClock},
		{"Time", []string{"0.0", "0.5", "0.75"}, []int64{0, 5e8, 75e7}, seq.ElapsedClock},
		{"Time", []string{"0.0", "0.5", "0.25", "0.5"}, []int64{0, 5e8, 75e7, 125e7}, seq.ElapsedClock},
		{"Delta", []string{"0.0", "0.5", "0.75"}, []int64{0, 5e8, 125e7}, seq.ElapsedClock},
		{"frame.time_delta_displayed", []string{"1", "1", "1"}, []int64{1e9, 2e9, 3e9}, seq.ElapsedClock},
		{"frame.time_relative", []string{"0.0", "0.5", "0.25", "0.5"}, []int64{0, 5e8, 25e7, 5e8}, seq.ElapsedClock},
		{"frame.time_epoch", []string{"1", "0.5"}, []int64{1e9, 5e8}, seq.AbsoluteClock},
		{"Time", []string{"1472289285,5"}, []int64{1472289285_500000000}, seq.AbsoluteClock},
		{"Time", []string{"23:59:59", "00:00:01"}, []int64{86399e9, 86401e9}, seq.DaytimeClock},
		{"Time", []string{"0.5s", "1m  2.5s", "1h  0m  0s"}, []int64{5e8, 62_500000000, 3600e9}, seq.ElapsedClock},
		{"x", []string{"1"}, []int64{0}, seq.NoClock},
	} {
		if got, clock := times(t, c.title, c.texts...); !slices.Equal(got, c.want) || clock != c.clock {
			t.Errorf("%s %q: %v on %d, want %v on %d", c.title, c.texts, got, clock, c.want, c.clock)
		}
	}
}
