#include "adapters/mail_smtp/mime_message.hpp"

#include <gtest/gtest.h>

#include "adapters/mail_smtp/mail_words.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan::mail_smtp {
namespace {

ports::MailMessage letter() {
  ports::MailMessage message;
  message.to = "ada@example.org";
  message.id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
  message.at = Timestamp::from_unix_seconds(1'795'652'400);
  message.letter = {"Your receipt 7K2M-93QD", "Hello\n.\nFrom here \n", "<p>Hello</p>"};
  return message;
}

std::string head_of(const std::string& message) {
  return message.substr(0, message.find("\r\n\r\n") + 2);
}

TEST(MimeMessage, HasTheHeadOfALetterAndBothForms) {
  const std::string text = mime_message({"Calder & Daughters", "desk@books.example"}, letter());
  const std::string head = head_of(text);
  EXPECT_TRUE(head.contains("From: \"Calder & Daughters\"\r\n <desk@books.example>\r\n")) << head;
  EXPECT_TRUE(head.contains("To: ada@example.org\r\n"));
  EXPECT_TRUE(head.contains("Date: Thu, 26 Nov 2026 00:20:00 +0000\r\n")) << head;
  EXPECT_TRUE(head.contains("Subject: Your receipt 7K2M-93QD\r\n"));
  EXPECT_TRUE(head.contains("Message-ID: <s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV@books.example>\r\n"));
  EXPECT_TRUE(text.contains("Content-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_TRUE(text.contains("Content-Type: text/html; charset=utf-8\r\n"));
  EXPECT_TRUE(text.contains("\r\n=2E\r\n=46rom here=20\r\n")) << "nothing ends it or is changed";
  EXPECT_TRUE(text.ends_with("--=_s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV--\r\n"));
}

TEST(MimeMessage, OnlyWhatCanBeStoppedSaysHow) {
  ports::MailMessage message = letter();
  const Sender from{"Calder & Daughters", "desk@books.example"};
  EXPECT_FALSE(mime_message(from, message).contains("List-Unsubscribe"));
  message.unsubscribe_url = "https://books.example/letters/AAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const std::string head = head_of(mime_message(from, message));
  EXPECT_TRUE(head.contains("List-Unsubscribe:\r\n <" + message.unsubscribe_url + ">\r\n")) << head;
  EXPECT_TRUE(head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")) << head;
}

TEST(MimeMessage, AFileGoesBesideTheLetterInLinesThatAnyServerTakes) {
  ports::MailMessage message = letter();
  message.attachment = ports::MailAttachment{"application/epub+zip\r\nX: 1",
                                             "B\xC3\xBC"
                                             "cher \"1\"\r\nBcc: eve.epub",
                                             std::string(200, '\xff') + "\r\n--=_file_"};
  const std::string text = mime_message({"Shop", "desk@books.example"}, message);
  EXPECT_TRUE(head_of(text).contains("multipart/mixed")) << head_of(text);
  EXPECT_TRUE(text.contains("multipart/alternative"));
  EXPECT_TRUE(text.contains("Content-Transfer-Encoding: base64\r\n"));
  EXPECT_TRUE(text.contains(" filename*=utf-8''B%C3%BCcher%20%221%22%20Bcc%3A%20eve.epub\r\n"))
      << text;
  const std::size_t begin = text.find("\r\n\r\n", text.find("base64\r\n")) + 4;
  std::string packed = text.substr(begin, text.find("\r\n--", begin) - begin);
  std::erase_if(packed, [](char c) { return c == '\r' || c == '\n'; });
  EXPECT_EQ(parse_base64(packed).value(), message.attachment->bytes);
  for (const std::string_view line : split(text, '\n')) {
    EXPECT_LE(line.size(), 200U) << line;
    EXPECT_FALSE(line.starts_with("Bcc") || line.starts_with("X")) << line;
    EXPECT_TRUE(line.empty() || line.ends_with("\r")) << line;
  }
  EXPECT_TRUE(text.ends_with("--=_file_s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV--\r\n"));
}

TEST(MimeMessage, NothingInALetterAddsToItsHead) {
  ports::MailMessage message = letter();
  message.letter.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody";
  message.to = "ada@example.org\r\nBcc: eve@example.org";
  message.id = "x>\r\nX-Odd: 1";
  const std::string text =
      mime_message({"Shop\r\nBcc: eve@example.org", "desk@books.example\nX: y"}, message);
  for (const std::string_view line : split(text, '\n')) {
    EXPECT_FALSE(line.starts_with("Bcc")) << line;
    EXPECT_FALSE(line.starts_with("X")) << line;
    EXPECT_TRUE(line.empty() || line.ends_with("\r")) << line;
  }
}

TEST(MimeMessage, EveryLineIsShortAndAscii) {
  ports::MailMessage message = letter();
  message.letter.subject = std::string(300, 'x') +
                           " B\xC3\xBC"
                           "cher";
  message.letter.text = std::string(2000, 'y') + "\n\xE2\x82\xAC " + std::string(500, ' ');
  message.letter.html = "<p>" + std::string(4000, '=') + "</p>";
  const std::string text = mime_message({std::string(100, 'n'), "desk@books.example"}, message);
  for (const std::string_view line : split(text, '\n')) {
    EXPECT_LE(line.size(), 78U) << line;
    for (const char c : line) EXPECT_TRUE((c >= ' ' && c <= '~') || c == '\r' || c == '\t');
  }
}

TEST(MailWords, ASubjectInAnyScriptIsCutBetweenCharacters) {
  EXPECT_EQ(header_text("plain", 9), "plain");
  EXPECT_EQ(header_text("B\xC3\xBC"
                        "cher",
                        9),
            "=?UTF-8?B?QsO8Y2hlcg==?=");
  EXPECT_EQ(header_text("=?x?=", 9), "=?UTF-8?B?PT94Pz0=?=");
  std::string euros;
  for (int i = 0; i < 40; ++i) euros += "\xE2\x82\xAC";
  const std::string coded = header_text(euros, 9);
  for (const std::string_view line : split(coded, '\n')) EXPECT_LE(line.size(), 76U);
  EXPECT_TRUE(coded.contains("?=\r\n =?UTF-8?B?"));
}

TEST(MailWords, ANameIsQuotedOrEncodedAsItNeeds) {
  EXPECT_EQ(mailbox("", "a@b.cd", 6), "a@b.cd");
  EXPECT_EQ(mailbox("A \"B\" \\C", "a@b.cd", 6), "\"A \\\"B\\\" \\\\C\"\r\n <a@b.cd>");
  EXPECT_EQ(mailbox("B\xC3\xBC"
                    "cher",
                    "a@b.cd", 6),
            "=?UTF-8?B?QsO8Y2hlcg==?=\r\n <a@b.cd>");
}

}  // namespace
}  // namespace aan::mail_smtp
