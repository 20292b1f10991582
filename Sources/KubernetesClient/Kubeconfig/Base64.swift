internal import FoundationEssentials

/// Decodes standard base64, line breaks allowed; nil if it is anything else.
func base64Decoded(_ text: String) -> [UInt8]? {
    Data(base64Encoded: String(text.filter { !$0.isWhitespace })).map { [UInt8]($0) }
}
