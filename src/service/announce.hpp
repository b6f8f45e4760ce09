#pragma once
#include "domain/payment/refund.hpp"
#include "domain/sales/order.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Tells the programs that asked for it of something that happens in the caller's unit of work:
/// they are told if that unit is kept, and never else. Kept also where nobody asked, for whoever
/// listens (`follow_events`). `event`: all but its id.
Result<> announce(const Room& room, ports::UnitOfWork& unit, webhook::Event event);

/// That an order was placed.
Result<> announce_placed(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                         Timestamp now);
/// That an order moved to a state; of some states nobody is told. After what it holds was given: of
/// one that is fulfilled it is told whether something is still to come (`webhook::kToCome`).
Result<> announce_state(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                        sales::OrderState to, Timestamp now);
/// That a refund went through, or failed; of its other states nobody is told.
Result<> announce_refund(const Room& room, ports::UnitOfWork& unit, const payment::Refund& refund,
                         payment::RefundState state, Timestamp now);

/// That a book has a new version.
Result<> announce_version(const Room& room, ports::UnitOfWork& unit, const catalog::Work& work,
                          std::int64_t number, Timestamp now);

/// The delivery of an event to one endpoint, due now.
webhook::Delivery delivery_to(const Room& room, const webhook::Endpoint& endpoint,
                              const webhook::Event& event, Timestamp now);

}  // namespace aan::service
