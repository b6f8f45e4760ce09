#include "web/view/contact_block.hpp"

namespace aan::web {
namespace {

bool is_link(std::string_view contact) {
  return (contact.starts_with("https://") || contact.starts_with("http://")) &&
         !contact.contains(' ');
}

// "desk@books.example", not "@desk:books.example" of Matrix and not "xmpp:desk@books.example".
bool is_mail(std::string_view contact) {
  const auto at = contact.find('@');
  return at != contact.npos && at > 0 && contact.find('@', at + 1) == contact.npos &&
         contact.substr(at).contains('.') && contact.find_first_of(" :/?&<>\"") == contact.npos;
}

}  // namespace

std::string contact_address(std::string_view contact) {
  if (is_mail(contact)) return "mailto:" + std::string(contact);
  return is_link(contact) ? std::string(contact) : std::string();
}

void fill_contact(Block& block, std::string_view contact, std::string_view sentence) {
  if (contact.empty()) return;
  Block included = block.include("CONTACT", "contact");
  included.set("ASK", sentence);
  included.add(is_mail(contact)   ? "MAIL"
               : is_link(contact) ? "LINK"
                                  : "WORDS")
      .set("ADDRESS", contact);
}

}  // namespace aan::web
