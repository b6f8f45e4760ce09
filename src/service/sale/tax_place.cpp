#include "service/sale/tax_place.hpp"

namespace aan::service {
namespace {

std::string place_of(const sales::Order& order, std::string_view sign, std::string_view source) {
  return "tax_evidence|" + order.id.value + "|" + std::string(sign) + "|" + std::string(source);
}

Result<std::string> buyer_key(const Room& room, const sales::Order& order) {
  return room.sealer.open(order.buyer_key_wrapped, "orders|" + order.id.value + "|buyer_key");
}

std::string number_place(const sales::Order& order) { return "order_tax_number|" + order.id.value; }

}  // namespace

Result<> keep_tax_number(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                         const ConfirmedNumber& proof, Timestamp now) {
  if (order.quote.treatment != tax::Treatment::reverse_charge) return {};
  const std::string key = AAN_TRY(buyer_key(room, order));
  return unit.sales().add_tax_number(
      order.id, {room.sealer.seal_with(key, proof.number, number_place(order)), proof.reference,
                 proof.said_on, now});
}

Result<std::optional<ConfirmedNumber>> find_tax_number(const Room& room,
                                                       const ports::SaleStore& sales,
                                                       const sales::Order& order) {
  const auto sealed = AAN_TRY(sales.tax_number(order.id));
  if (!sealed) return std::nullopt;
  ConfirmedNumber proof{"", sealed->reference, sealed->said_on};
  if (const auto key = buyer_key(room, order))
    proof.number =
        room.sealer.open_with(*key, sealed->number_sealed, number_place(order)).value_or("");
  return proof;
}

Result<> add_tax_evidence(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                          const tax::Evidence& evidence) {
  if (order.quote.treatment == tax::Treatment::none || order.buyer_key_wrapped.empty()) return {};
  const auto key = buyer_key(room, order);
  if (!key) return {};  // it is lost: the money that the evidence came with is worth more
  ports::SealedEvidence sealed;
  sealed.sign = evidence.sign;
  sealed.source = evidence.source;
  sealed.at = evidence.at;
  sealed.country_sealed = room.sealer.seal_with(
      *key, evidence.country, place_of(order, tax::name_of(evidence.sign), evidence.source));
  if (!AAN_TRY(unit.sales().add_tax_evidence(order.id, sealed))) return {};
  const tax::Proof proof = tax::proof_of(AAN_TRY(read_tax_evidence(room, unit.sales(), order)));
  if (proof == order.tax_proof) return {};
  AAN_TRY(unit.sales().set_tax_proof(order.id, proof));
  if (proof != tax::Proof::contradicted) return {};
  return unit.sales().add_order_event(
      order.id, {"tax_place_doubted", std::string(tax::name_of(evidence.sign)), evidence.at});
}

Result<std::vector<tax::Evidence>> read_tax_evidence(const Room& room,
                                                     const ports::SaleStore& sales,
                                                     const sales::Order& order) {
  std::vector<tax::Evidence> all;
  const auto sealed = AAN_TRY(sales.tax_evidence(order.id));
  if (sealed.empty()) return all;
  const auto key = buyer_key(room, order);
  for (const ports::SealedEvidence& one : sealed) {
    auto country = key ? room.sealer.open_with(*key, one.country_sealed,
                                               place_of(order, tax::name_of(one.sign), one.source))
                       : Result<std::string>(std::string());
    all.push_back({one.sign, one.source, country.value_or(""), one.at});
  }
  return all;
}

}  // namespace aan::service
