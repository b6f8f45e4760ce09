#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/webhooks: programs that are told of events. The form's `act`: make, which shows the secret
/// this once.
Result<net::Response> show_webhooks(const DeskFront& front, const Visit& visit);
Result<net::Response> change_webhooks(const DeskFront& front, const Visit& visit);
/// /desk/webhooks/{webhook}: one of them and what is on its way to it. The form's `act`: change,
/// roll, which shows the new secret this once, ping, redeliver (one, or all that were given up),
/// end.
Result<net::Response> show_webhook(const DeskFront& front, const Visit& visit);
Result<net::Response> change_webhook(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
