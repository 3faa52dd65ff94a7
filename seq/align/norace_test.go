//go:build !race

package align

const slower = 1
