#include "net/outbound/smtp_refusal.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace aan::net::outbound {
namespace {

using Of = SmtpRefusal::Of;

Of refused(const std::vector<std::string>& talk) {
  SmtpRefusal refusal("Shop@books.example");
  for (const std::string& line : talk)
    if (line.starts_with("> "))
      refusal.note_command(line.substr(2) + "\r\n");
    else
      refusal.note_answer(line + "\r\n");
  return refusal.of();
}

const std::string mail = "> MAIL FROM:<Shop@books.example> SIZE=900";
const std::string rcpt = "> RCPT TO:<ada@example.org>";

TEST(SmtpRefusal, BeforeALetterIsBegunItIsTheShop) {
  EXPECT_EQ(refused({"554 5.7.1 Not you"}), Of::shop);
  EXPECT_EQ(refused({"220 hello", "> EHLO books.example", "550 no"}), Of::shop);
}

TEST(SmtpRefusal, AtTheSenderItIsTheSenderButForTheSize) {
  EXPECT_EQ(refused({mail, "553 5.7.1 not owned by this login", "> QUIT", "221 bye"}), Of::sender);
  EXPECT_EQ(refused({mail, "530 5.7.0 Who are you"}), Of::sender);
  EXPECT_EQ(refused({mail, "552 5.3.4 Too large"}), Of::letter);
}

TEST(SmtpRefusal, AtTheRecipientItIsTheLetterUnlessTheAnswerNamesTheSender) {
  EXPECT_EQ(refused({mail, "250 OK", rcpt, "550 5.1.1 <ada@example.org> unknown"}), Of::letter);
  EXPECT_EQ(refused({mail, "250 OK", rcpt, "553 5.7.1 <shop@BOOKS.example>: Sender rejected"}),
            Of::sender);
  EXPECT_EQ(refused({mail, "250 OK", rcpt, "550-5.1.8 who", "550 5.1.8 is that"}), Of::sender);
  EXPECT_EQ(refused({mail, "250 OK", rcpt, "250 5.1.5 <shop@books.example> writes", "> DATA",
                     "554 5.7.1 <shop@books.example> writes spam"}),
            Of::letter);
}

TEST(SmtpRefusal, ALetterToTheSendersOwnAddressIsAtFaultUnlessTheCodeSaysOtherwise) {
  const std::string own = "> RCPT TO:<shop@Books.example>";
  EXPECT_EQ(refused({mail, "250 OK", own, "550 5.1.1 <shop@books.example>: no such user"}),
            Of::letter);
  EXPECT_EQ(refused({mail, "250 OK", own, "550 <shop@books.example> unknown"}), Of::letter);
  EXPECT_EQ(refused({mail, "250 OK", own, "550 5.1.7 <shop@books.example> unknown"}), Of::sender);
  EXPECT_EQ(refused({mail, "250 OK", own, "550 no", mail, "250 OK", rcpt,
                     "553 <shop@books.example> rejected"}),
            Of::sender);
}

TEST(SmtpRefusal, ANextLetterOnTheSameLineIsJudgedAnew) {
  EXPECT_EQ(refused({mail, "250 OK", rcpt, "550 no", mail, "553 no"}), Of::sender);
}

}  // namespace
}  // namespace aan::net::outbound
