package dissect

import "encoding/json"

// dropboxDiscovery is how Dropbox finds its like on the local network: in JSON.
func dropboxDiscovery(p *packet, v view) bool {
	p.setProtocol("DB-LSP-DISC")
	p.setInfo("Dropbox LAN sync Discovery Protocol")
	if json.Valid(v.data) {
		jsonText(p, mediaEntity{}, v)
	}
	return true
}
