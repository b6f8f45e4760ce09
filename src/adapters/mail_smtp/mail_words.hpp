#pragma once
#include <string>
#include <string_view>

namespace aan::mail_smtp {

/// RFC 2045 section 6.7: lines of at most 76 characters that end with CRLF, of text whose lines end
/// with LF. Nothing but ASCII is left, and no line is a dot alone.
std::string quoted_printable(std::string_view text);

/// RFC 2047: text of a header, after `used` characters of its line. Plain when it is printable
/// ASCII that fits on the line; else as encoded words, on lines of at most 76 characters.
std::string header_text(std::string_view text, std::size_t used);

/// `Name <address>` as RFC 5322 has it: the name quoted or encoded as it needs; without a name the
/// address alone. `used`: as above.
std::string mailbox(std::string_view name, std::string_view address, std::size_t used);

}  // namespace aan::mail_smtp
