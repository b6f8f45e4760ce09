#include "adapters/mail_smtp/mime_message.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/mail_smtp/mail_words.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan::mail_smtp {
namespace {

// RFC 5322 section 3.3.
std::string date(Timestamp at) {
  const std::string text = http_date(at);  // "Thu, 26 Nov 2026 00:20:00 GMT"
  return text.substr(0, text.size() - 3) + "+0000";
}

// What a name may be made of; anything else in an id would be ours, and a fault.
std::string only_word(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return out;
}

void header(std::string& out, std::string_view name, std::string_view value) {
  out += std::string(name) + ": " + std::string(value) + "\r\n";
}

void part(std::string& out, std::string_view boundary, std::string_view type,
          std::string_view text) {
  out += "--" + std::string(boundary) + "\r\n";
  header(out, "Content-Type", std::string(type) + "; charset=utf-8");
  header(out, "Content-Transfer-Encoding", "quoted-printable");
  out += "\r\n" + quoted_printable(text) + "\r\n";
}

// RFC 2045 section 6.8: 57 bytes make a line of 76.
void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::size_t kLineBytes = 57;
  for (std::size_t at = 0; at < bytes.size(); at += kLineBytes)
    out += base64(bytes.substr(at, kLineBytes)) + "\r\n";
}

// A name of a file for old programs, and as it is (RFC 2231).
void append_attachment(std::string& out, std::string_view boundary,
                       const ports::MailAttachment& file) {
  constexpr std::size_t kNameBytesMax = 120;
  std::string plain;
  for (const char c : utf8_prefix(one_line(file.file_name), kNameBytesMax))
    plain += c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '/' && c != '%' ? c : '_';
  const std::string whole = percent_encode(utf8_prefix(one_line(file.file_name), kNameBytesMax));
  out += "--" + std::string(boundary) + "\r\n";
  header(out, "Content-Type", one_line(file.media_type));
  header(out, "Content-Transfer-Encoding", "base64");
  header(out, "Content-Disposition",
         "attachment;\r\n filename=\"" + plain + "\";\r\n filename*=utf-8''" + whole);
  out += "\r\n";
  append_base64(out, file.bytes);
}

void append_letter(std::string& out, const std::string& boundary, const ports::Letter& letter) {
  header(out, "Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
  out += "\r\n";
  part(out, boundary, "text/plain", letter.text);
  part(out, boundary, "text/html", letter.html);
  out += "--" + boundary + "--\r\n";
}

}  // namespace

std::string mime_message(const Sender& from, const ports::MailMessage& message) {
  constexpr std::size_t kFromUsed = 6;
  constexpr std::size_t kSubjectUsed = 9;
  const std::string id = only_word(message.id);
  const std::string host = from.address.substr(from.address.rfind('@') + 1);
  // No line of quoted-printable holds "=_": it cannot end a part too early.
  const std::string boundary = "=_" + id;
  std::string out;
  header(out, "Date", date(message.at));
  header(out, "From", mailbox(one_line(from.name), one_line(from.address), kFromUsed));
  header(out, "To", one_line(message.to));
  header(out, "Subject", header_text(one_line(message.letter.subject), kSubjectUsed));
  header(out, "Message-ID", "<" + id + "@" + one_line(host) + ">");
  header(out, "Auto-Submitted", "auto-generated");
  if (!message.unsubscribe_url.empty()) {
    out += "List-Unsubscribe:\r\n <" + one_line(message.unsubscribe_url) + ">\r\n";
    header(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  header(out, "MIME-Version", "1.0");
  if (!message.attachment) {
    append_letter(out, boundary, message.letter);
    return out;
  }
  const std::string outer = "=_file_" + id;
  out.reserve(out.size() + message.attachment->bytes.size() / 57 * 78 + (64U << 10U));
  header(out, "Content-Type", "multipart/mixed;\r\n boundary=\"" + outer + "\"");
  out += "\r\n--" + outer + "\r\n";
  append_letter(out, boundary, message.letter);
  append_attachment(out, outer, *message.attachment);
  out += "--" + outer + "--\r\n";
  return out;
}

}  // namespace aan::mail_smtp
