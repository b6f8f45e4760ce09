#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/customer/mail_address.hpp"
#include "domain/sales/reading_place.hpp"
#include "service/library/own_keys.hpp"
#include "service/library/reader_password.hpp"
#include "service/room.hpp"
#include "service/sale/gifts.hpp"
#include "service/sale/issue_documents.hpp"
#include "service/sale/tax_place.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {

/// Where one of its books was read to.
struct PersonalPlace {
  sales::ReadingPlace place;
  sales::DeviceWords device;  ///< opened; empty: a page of the shop kept it, or it is forgotten
};

/// An order with what was sealed for taxes, where it is the person's own.
struct PersonalOrder {
  OrderView view;
  std::vector<tax::Evidence> tax_evidence;    ///< where they live, as said and as the card says
  std::optional<ConfirmedNumber> tax_number;  ///< of a business that was charged no tax
  std::vector<PersonalPlace> places;          ///< where its books were read to
};

/// A library that was made from the link of one of their orders, and has no address.
struct LinkedLibrary {
  Timestamp made_at;
  std::int64_t orders = 0;                      ///< that are in it
  std::int64_t keys = 0;                        ///< that open it
  std::optional<Timestamp> reading_apps_since;  ///< it has a login for reading apps
};

/// Everything that the shop knows about whoever has an address.
struct PersonalData {
  std::string address;  ///< opened; empty: forgotten
  std::string locale;
  Timestamp created_at;
  bool keeps_address = false;
  bool wants_versions = false;                  ///< asked to hear of new versions
  std::optional<Timestamp> letters_stopped_at;  ///< those about new versions
  std::vector<PersonalOrder>
      orders;                ///< placed with the address, or put into the library; newest first
  std::vector<OwnKey> keys;  ///< with which they open their library; oldest first
  std::optional<ReaderLogin> reading_apps;  ///< the login of their reading apps
  std::vector<LinkedLibrary> linked;        ///< oldest first
  std::vector<GiftFor> gifts;           ///< of others, for whoever has the address; newest first
  std::vector<DocumentView> documents;  ///< given out about them, with whom each names
};

/// Whose an address is; nothing when nobody has it, or when it was forgotten.
Result<std::optional<customer::CustomerId>> find_person(const Room& room,
                                                        const customer::MailAddress& address);
/// Of one customer. Errors: not_found "no_such_person".
Result<PersonalData> personal_data(const Room& room, const customer::CustomerId& id);
/// Of whoever placed one order without leaving an address: what hangs on that order alone.
/// Errors: not_found "no_such_order".
Result<PersonalData> personal_data_of_order(const Room& room, const sales::OrderId& id);

struct Erased {
  std::int64_t names = 0;  ///< names that stood on receipts
  bool has_address = false;
  std::int64_t gifts = 0;      ///< of others, for them (`forget_gifts_for`)
  std::int64_t libraries = 0;  ///< that were made from links of their orders
};
/// Forgets a person: the address and its key, names on the receipts of orders placed with it and of
/// orders without any address in the library, and the library with every way into it; so also
/// libraries that were made from links of orders placed with the address; of what they gave away
/// the words, while the address of whoever gets it stays until its own end. Orders, money and
/// rights stay, and links of orders still open their books. Goes by steps of some orders each,
/// which may be stopped: asked again it takes up what is left. Written into the audit log in the
/// last one, with which the person is gone. Errors: not_found "no_such_person".
Result<Erased> erase_person(const Room& room, const customer::CustomerId& id,
                            std::string_view actor);
/// The same for the name and address of one order alone, and for libraries that were made from its
/// link. Errors: not_found "no_such_order".
Result<Erased> erase_order(const Room& room, const sales::OrderId& id, std::string_view actor);
/// Forgets names on receipts and words of gifts that are older than the shop keeps them, a bounded
/// number at a time; nothing where it keeps them until their person asks. Returns of how many
/// orders.
Result<std::int64_t> forget_old_names(const Room& room);

}  // namespace aan::service
