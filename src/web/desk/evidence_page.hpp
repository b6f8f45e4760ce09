#pragma once
#include <string>

#include "service/desk/evidence.hpp"
#include "service/shop.hpp"

namespace aan::web {

/// The evidence of one order as a document that stands alone: no script, no picture, nothing
/// loaded, ready to be printed or handed to a bank.
std::string evidence_page(const service::Evidence& evidence, const service::Shop& shop);
/// "evidence-7K2M-93QD.html"
std::string evidence_file_name(const service::Evidence& evidence);

}  // namespace aan::web
