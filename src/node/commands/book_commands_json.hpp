#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// The commands about books; arguments and answers as in `commands_json.hpp`.
Result<boost::json::object> ingest(Node& node, const boost::json::object& arguments);
Result<boost::json::object> list_books(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_book(Node& node, const boost::json::object& arguments);
/// `book.edit {book, title, subtitle, authors, language, description, follow_lists}`.
Result<boost::json::object> edit_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> price_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> date_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> place_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> licence_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> stock_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_or_hide_book(Node& node, const boost::json::object& arguments,
                                              catalog::Visibility visibility);
/// `book.take-out {book, format}`: the file of that format leaves the book.
Result<boost::json::object> take_out_file(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_or_hide_sample(Node& node, const boost::json::object& arguments,
                                                bool is_shown);
/// Titles of the bundles that cannot be bought while another book stands for this one.
Result<boost::json::array> resting_bundles(const Node& node, const catalog::WorkId& id);
/// One step: reads every byte of some files, and makes pictures and samples again that are not
/// whole. `next` is where the next step begins, null after the last one.
Result<boost::json::object> check_books(Node& node, const boost::json::object& arguments);

/// The demonstration's books and a shop's own never share a folder. Errors: conflict.
Result<> refuse_in_demo(const Node& node);

/// `book.version {book, path, note}`: another content for the book's file, of this machine's disk.
Result<boost::json::object> cover_book(Node& node, const boost::json::object& arguments);
/// `book.own-cover {book}`: the cover of the book's own file again. Errors: those of
/// `Ingest::take_own_cover`.
Result<boost::json::object> own_cover_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> version_book(Node& node, const boost::json::object& arguments);
/// `book.versions {book}`.
Result<boost::json::object> list_versions(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
