package dissect

// startTLS hands what follows of the conversation to TLS, as STARTTLS (RFC 3207,
// RFC 2595) or AUTH TLS (RFC 4217) agreed.
func (p *packet) startTLS() {
	if d := p.table.named["tls"]; d != nil && p.conversation != nil {
		p.conversation.dissector = d
	}
}
