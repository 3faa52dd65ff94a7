package output

// Cells estimates how wide s is in a font of its drawing program, in halves of
// an ideograph: one for most characters, two from U+1100 on, where the wide
// scripts begin.
func Cells(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
