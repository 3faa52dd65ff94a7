package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestZone(t *testing.T) {
	summer := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"UTC":           "12:00:00 +0000",
		"utc":           "12:00:00 +0000",
		"Z":             "12:00:00 +0000",
		"Europe/Berlin": "14:00:00 +0200",
		"Asia/Tokyo":    "21:00:00 +0900",
		"+09:00":        "21:00:00 +0900",
		"-0330":         "08:30:00 -0330",
		"+05":           "17:00:00 +0500",
		"+9":            "21:00:00 +0900",
		"local":         summer.Local().Format("15:04:05 -0700"),
	} {
		var z zone
		if err := z.Set(text); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := summer.In(z.location).Format("15:04:05 -0700"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "Mars/Olympus", "+25:00", "+9:0:0", "+x", "../../etc/passwd", "+"} {
		if err := new(zone).Set(text); err == nil {
			t.Errorf("%q is taken for a zone", text)
		}
	}
}

func TestColumnTitles(t *testing.T) {
	var c columnTitles
	for _, text := range []string{"ip.src=From,ip.dst=To", `"_ws.col.Info=What, how = why"`} {
		if err := c.Set(text); err != nil {
			t.Fatal(err)
		}
	}
	want := columnTitles{"From": "ip.src", "To": "ip.dst", "What, how = why": "_ws.col.Info"}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", "From", "=From", "ip.src=", "ip.dst=From", "ip.source=From", `"open`} {
		if err := c.Set(text); err == nil {
			t.Errorf("%q is taken for columns", text)
		}
	}
}

func TestNameList(t *testing.T) {
	var n nameList
	for _, text := range []string{"Client,Proxy,Client", `"Server, main",Proxy`} {
		if err := n.Set(text); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(nameList{"Client", "Proxy", "Server, main"}, n); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", ",", "Client,", "Client,,Proxy"} {
		if err := n.Set(text); err == nil {
			t.Errorf("%q is taken for names", text)
		}
	}
}
