#pragma once
#include <cstdint>

#include "base/money.hpp"
#include "base/result.hpp"

namespace aan::pay_stripe {

/// An amount as Stripe wants it written. It is the ISO 4217 minor unit except for a few: ISK and
/// UGX have no minor unit and are sent times a hundred; the currencies of three decimals end in 0.
/// Errors: invalid, for an amount that Stripe cannot express (a third decimal that is not 0) or
/// that is not positive.
Result<std::int64_t> to_stripe(const Money& amount);

/// The way back. `currency` in lower case, as Stripe writes it. Errors: upstream_malformed, for an
/// unknown currency or an amount that is no whole ledger unit.
Result<Money> from_stripe(std::int64_t amount, std::string_view currency);

/// The least that a card payment may be in this currency, by Stripe's table, in ledger units; 1
/// for a currency that the table does not name.
std::int64_t minimum_charge(const Asset& asset);
/// Amounts are whole multiples of this, in ledger units: ten where there are three decimals.
std::int64_t charge_step(const Asset& asset);
/// The most: eight digits as Stripe writes them, in ledger units.
std::int64_t maximum_charge(const Asset& asset);

}  // namespace aan::pay_stripe
