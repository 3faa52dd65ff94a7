package main

import (
	"errors"
	"io"
	"os"
	"testing"
)

// TestSpool has no file left when it is closed, whether or not the system removes files
// that are open.
func TestSpool(t *testing.T) {
	for _, remove := range []func(string) error{os.Remove, func(string) error { return errors.New("in use") }} {
		folder := t.TempDir()
		for _, variable := range []string{"TMPDIR", "TMP", "TEMP"} {
			t.Setenv(variable, folder)
		}
		s, err := newSpool(remove)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(s, "twice"); err != nil {
			t.Error(err)
		}
		for range 2 {
			if text, err := io.ReadAll(io.NewSectionReader(s, 0, 100)); string(text) != "twice" || err != nil {
				t.Errorf("%q, %v", text, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		onlyFiles(t, folder)
	}
}
