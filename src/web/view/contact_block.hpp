#pragma once
#include <string>
#include <string_view>

#include "web/view/block.hpp"

namespace aan::web {

/// "mailto:desk@books.example", or an http address as it is; empty for a contact of words.
std::string contact_address(std::string_view contact);

/// Includes at {{>CONTACT}}, after the sentence, how to reach the shop: as a link where `contact`
/// is an e-mail or web address, as words otherwise. Nothing when there is none.
void fill_contact(Block& block, std::string_view contact, std::string_view sentence);

}  // namespace aan::web
