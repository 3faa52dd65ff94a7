package main

import (
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

func TestParseName(t *testing.T) {
	captures := captureList{"client.csv", "logs/proxy.csv", "a:b.csv", "x=y.csv", "old/server.csv", "new/server.csv"}
	all := seq.AllCaptures
	tests := []struct {
		spec    string
		capture int
		address string
		name    string
		wrong   string // part of the error
	}{
		{spec: "192.168.1.3=Client", capture: all, address: "192.168.1.3", name: "Client"},
		{spec: "192.168.1.3=a=b: \"c\"", capture: all, address: "192.168.1.3", name: "a=b: \"c\""},
		{spec: "client.csv:192.168.1.3=Client", capture: 0, address: "192.168.1.3", name: "Client"},
		{spec: "proxy.csv:192.168.1.3=P", capture: 1, address: "192.168.1.3", name: "P"},
		{spec: "logs/proxy.csv:fe80::1=P", capture: 1, address: "fe80::1", name: "P"},
		{spec: "2:192.168.1.3=P", capture: 1, address: "192.168.1.3", name: "P"},
		{spec: "a:b.csv:10.0.0.1=A", capture: 2, address: "10.0.0.1", name: "A"},
		{spec: "x=y.csv:10.0.0.1=X", capture: 3, address: "10.0.0.1", name: "X"},
		{spec: "fe80::1=Six", capture: all, address: "fe80::1", name: "Six"},
		{spec: "2::1=Six", capture: all, address: "2::1", name: "Six"}, // not capture 2
		{spec: "02:01:00:00:01:45=Mac", capture: all, address: "02:01:00:00:01:45", name: "Mac"},
		{spec: "[fe80::1]:80=Web", capture: all, address: "[fe80::1]:80", name: "Web"},
		{spec: "web.example:80=Web", capture: all, address: "web.example:80", name: "Web"},
		{spec: "Intel_01:02:0f=Mac", capture: all, address: "Intel_01:02:0f", name: "Mac"},
		{spec: "client.csv:web=Web", capture: 0, address: "web", name: "Web"},
		{spec: "10.0.0.1=client.csv:x", capture: all, address: "10.0.0.1", name: "client.csv:x"},

		{spec: "clinet.csv:192.168.1.3=Client", wrong: "no capture of the command line"},
		{spec: "server.csv:10.0.0.1=S", wrong: "can mean 2 captures"},
		{spec: "192.168.1.3", wrong: "does not have the form"},
		{spec: "=Client", wrong: "does not have the form"},
		{spec: "192.168.1.3=", wrong: "does not have the form"},
		{spec: "client.csv:=Client", wrong: "does not have the form"},
	}
	for _, test := range tests {
		got, err := captures.parseName(test.spec)
		if test.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), test.wrong) {
				t.Errorf("%s: error %v, want %q", test.spec, err, test.wrong)
			}
			continue
		}
		if want := (givenName{test.capture, test.address, test.name}); err != nil || got != want {
			t.Errorf("%s: %v, %v, want %v", test.spec, got, err, want)
		}
	}
}

func TestParseOffset(t *testing.T) {
	captures := captureList{"client.csv", "logs/proxy.csv", "x=y.csv", "1"}
	tests := []struct {
		spec    string
		capture int
		ahead   time.Duration
		wrong   string
	}{
		{spec: "client.csv=9h0m20.934s", capture: 0, ahead: 9*time.Hour + 20*time.Second + 934*time.Millisecond},
		{spec: "proxy.csv=-250ms", capture: 1, ahead: -250 * time.Millisecond},
		{spec: "2=+1ns", capture: 1, ahead: 1},
		{spec: "x=y.csv=1s", capture: 2, ahead: time.Second},
		{spec: "1=1s", capture: 3, ahead: time.Second}, // a file of that name goes before the number
		{spec: "client.csv=5", wrong: "a duration has units"},
		{spec: "client.csv", wrong: "does not have the form"},
		{spec: "5=1s", wrong: "no capture"},
		{spec: "0=1s", wrong: "no capture"},
	}
	for _, test := range tests {
		capture, ahead, err := captures.parseOffset(test.spec)
		if test.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), test.wrong) {
				t.Errorf("%s: error %v, want %q", test.spec, err, test.wrong)
			}
			continue
		}
		if err != nil || capture != test.capture || ahead != test.ahead {
			t.Errorf("%s: %d, %v, %v, want %d, %v", test.spec, capture, ahead, err, test.capture, test.ahead)
		}
	}
}
