package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// packetseq runs the program in a folder.
func packetseq(t *testing.T, folder string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	c := exec.Command("packetseq", args...)
	c.Dir = folder
	var out, errors bytes.Buffer
	c.Stdout, c.Stderr = &out, &errors
	_ = c.Run() // the exit code tells
	return out.String(), errors.String(), c.ProcessState.ExitCode()
}

func writeFile(t *testing.T, folder, name string, parts ...string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(strings.Join(parts, "")), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestLongLine leaves out a line of 100 MB, and says so.
func TestLongLine(t *testing.T) {
	folder := t.TempDir()
	long := `"2","2026-11-22 10:00:00.002","10.0.0.1","10.0.0.2","UDP","60","` + strings.Repeat("x", 100<<20) + "\"\n"
	writeFile(t, folder, "long.csv", titles, row(1), long, row(3))
	stdout, stderr, code := packetseq(t, folder, "long.csv", "-o", "-", "-t", "csv")
	if want := titles + row(1) + row(3); stdout != want {
		t.Errorf("got\n%.500s", stdout)
	}
	if want := "long.csv:3: the row is longer than 16 MiB\n"; stderr != want || code != exitPartial {
		t.Errorf("exit code %d, told %.500q, want %q", code, stderr, want)
	}
}

// TestManyHosts draws each of 10,000 hosts, in the forms that can hold them.
func TestManyHosts(t *testing.T) {
	const hosts = 10_000
	folder := t.TempDir()
	var b strings.Builder
	b.WriteString(titles)
	for n := range hosts {
		b.WriteString(strings.Replace(row(n+1), "10.0.0.1", fmt.Sprintf("10.1.%d.%d", n/250, n%250), 1))
	}
	writeFile(t, folder, "hosts.csv", b.String())
	_, stderr, code := packetseq(t, folder, "hosts.csv", "-t", "png,json", "-o", "call")
	if code != exitPartial || !strings.HasPrefix(stderr, "packetseq: call.png: ") {
		t.Errorf("exit code %d, told %q", code, stderr)
	}
	json, err := os.ReadFile(filepath.Join(folder, "call.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(string(json), `"type":"participant"`); got != hosts+1 {
		t.Errorf("%d participants, want %d", got, hosts+1)
	}
	onlyFiles(t, folder, "call.json", "hosts.csv")
}

// TestManyCaptures draws 100 captures, whose packets are in turn.
func TestManyCaptures(t *testing.T) {
	const captures = 100
	folder := t.TempDir()
	args := []string{"-t", "csv", "-o", "-"}
	want := titles
	for n := range captures {
		name := fmt.Sprintf("%d.csv", n)
		args = append(args, name)
		writeFile(t, folder, name, titles, row(n+1), row(n+1+captures))
		want += row(n + 1)
	}
	for n := range captures {
		want += row(n + 1 + captures)
	}
	if stdout, stderr, code := packetseq(t, folder, args...); stdout != want || stderr != "" || code != exitWhole {
		t.Errorf("exit code %d, told %.500q\n%.500s", code, stderr, stdout)
	}
}
