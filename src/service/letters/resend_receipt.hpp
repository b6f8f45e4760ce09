#pragma once
#include <string>

#include "service/room.hpp"

namespace aan::service {

/// A buyer may ask for the receipt of an order once more so often in all,
inline constexpr std::int64_t kReceiptMailsMax = 10;
/// and anybody not sooner than so long after it was asked for the last time.
inline constexpr Duration kReceiptMailEvery = Duration::minutes(10);

/// Has the receipt of an order sent to its address once more; the order's time line says so. For
/// whoever holds the order's link. The same key again changes nothing more. Errors: not_found (the
/// link), conflict "no_mail_address" or "no_receipt_yet", limited "mail_too_soon",
/// "mail_not_left" (the one before was not taken yet, or was refused) or "mails_used_up".
Result<> resend_receipt(const Room& room, const std::string& token,
                        const std::string& idempotency_key);
/// The same for the people of the shop, who are held to the pace alone.
Result<> resend_receipt(const Room& room, const sales::OrderId& id);

}  // namespace aan::service
