package draw

import (
	"image"

	"github.com/tdewolff/canvas"
)

// PathsOnly is embedded in a Surface: it completes canvas.Renderer with the
// methods that a Painter never calls.
type PathsOnly struct{}

// RenderText implements canvas.Renderer. It panics: Surface.DrawText draws texts.
func (PathsOnly) RenderText(*canvas.Text, canvas.Matrix) { panic("draw: a text as outlines") }

// RenderImage implements canvas.Renderer. It panics: a layout has no images.
func (PathsOnly) RenderImage(image.Image, canvas.Matrix) { panic("draw: an image in a diagram") }
