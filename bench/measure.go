//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// A cost is what a command needs.
type cost struct {
	wall, cpu time.Duration
	memory    float64 // peak resident, in MB
}

// measure runs a command several times and returns the median of each cost. A
// command that takes long is run once.
func measure(c *exec.Cmd, runs int) (cost, error) {
	const long = 10 * time.Second
	var wall, cpu []time.Duration
	var memory []float64
	for range runs {
		run := exec.Command(c.Path, c.Args[1:]...)
		var told bytes.Buffer
		run.Stderr = &told
		begin := time.Now()
		if err := run.Run(); err != nil {
			return cost{}, fmt.Errorf("%s: %w: %.200s", c.Args[0], err, told.String())
		}
		wall = append(wall, time.Since(begin))
		usage := run.ProcessState.SysUsage().(*syscall.Rusage)
		cpu = append(cpu, run.ProcessState.UserTime()+run.ProcessState.SystemTime())
		memory = append(memory, float64(usage.Maxrss)*maxrssUnit/1e6)
		if wall[len(wall)-1] > long {
			break
		}
	}
	return cost{median(wall), median(cpu), median(memory)}, nil
}

// maxrssUnit is the unit of Rusage.Maxrss in bytes, which is a kilobyte but for
// Darwin (getrusage(2) there).
var maxrssUnit = map[bool]float64{true: 1, false: 1024}[runtime.GOOS == "darwin"]

func median[T int | float64 | time.Duration](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

// A table is printed as it grows, a part at a time, in Markdown.
type table struct {
	lines []string
	first time.Duration // wall time of the part's first row, to compare with
}

// title begins a part with these columns besides wall time, CPU time and
// memory.
func (t *table) title(text string, columns ...string) {
	columns = append([]string{text, "wall", "CPU", "memory"}, columns...)
	t.add(columns...)
	for i := range columns {
		columns[i] = "---"
	}
	t.add(columns...)
	t.first = 0
}

func (t *table) add(cells ...string) {
	t.lines = append(t.lines, "| "+strings.Join(cells, "\t| ")+"\t|")
}

// row measures a command that draws so many messages, or 0, and adds a row for
// it.
func (b *bench) row(name string, c *exec.Cmd, messages int) error {
	cost, err := measure(c, b.runs)
	if err != nil {
		return err
	}
	if b.table.first == 0 {
		b.table.first = cost.wall
	}
	each := ""
	if messages >= 1000 {
		each = milliseconds(cost.cpu * 1000 / time.Duration(messages))
	}
	b.table.add(append(cost.cells(name), each, fmt.Sprintf("%.2f", float64(cost.wall)/float64(b.table.first)))...)
	return nil
}

// throughput measures a command that reads so many megabytes.
func (b *bench) throughput(name string, c *exec.Cmd, megabytes int) error {
	cost, err := measure(c, b.runs)
	if err != nil {
		return err
	}
	b.table.add(append(cost.cells(name), fmt.Sprintf("%.0f MB/s", float64(megabytes)/cost.cpu.Seconds()))...)
	return nil
}

// cells are the first cells of a row.
func (c cost) cells(name string) []string {
	return []string{name, milliseconds(c.wall), milliseconds(c.cpu), fmt.Sprintf("%.0f MB", c.memory)}
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

// flush prints what there is.
func (t *table) flush(w io.Writer) {
	columns := tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)
	for _, line := range t.lines {
		fmt.Fprintln(columns, line)
	}
	fmt.Fprintln(columns)
	columns.Flush()
	t.lines = nil
}
