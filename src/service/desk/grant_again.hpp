#pragma once
#include <string>
#include <string_view>

#include "service/audit.hpp"

namespace aan::service {

/// Opens downloads of an order again as if they were new: five uses, a year, all renewals. Nothing
/// is delivered twice, and nobody else gets anything. `which`: reference or id of the order;
/// `grant`: one file's, or empty for all of them; `by`: for the audit log. Returns how many were
/// opened. Errors: not_found "no_such_order_here" or "no_such_download"; conflict "unpaid" or
/// "withdrawn" when the order's state opens no download.
Result<int> grant_again(const Room& room, const std::string& which, const sales::GrantId& grant,
                        std::string_view by);

}  // namespace aan::service
