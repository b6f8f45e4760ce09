#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"
#include "service/books/export_catalogue.hpp"

namespace aan::node {

/// The commands that bring lists of books in and export the catalogue; arguments and answers as
/// in `commands_json.hpp`.

/// `list.import {path, from, format?, source?, price?, currency?}`: one step; `next` is where the
/// next one begins, null after the last. A file that is no list is one refused file, not an error.
Result<boost::json::object> import_list(Node& node, const boost::json::object& arguments);
/// `list.runs {limit?}`: how far lists came, the newest first.
Result<boost::json::object> list_runs(Node& node, const boost::json::object& arguments);
/// `list.show {run}`: one of them, with the rows that it refused and what it changed of books with
/// a file.
Result<boost::json::object> show_list(Node& node, const boost::json::object& arguments);
/// `book.merge {book, into}`, `book.unmerge {book}`.
Result<boost::json::object> merge_book(Node& node, const boost::json::object& arguments);
Result<boost::json::object> unmerge_book(Node& node, const boost::json::object& arguments);
/// `catalogue.export {format, after?, files_to?}`: one step of an export as text; `next` is what
/// the next one comes after, null after the last. With `files_to` the files of its books are copied
/// into that folder of this machine.
Result<boost::json::object> export_catalogue(Node& node, const boost::json::object& arguments);
/// The same for whoever goes on by itself: written down, then a step of the catalogue in one of the
/// three formats. Errors: invalid for another one; of the store.
Result<service::CatalogueStep> step_of_catalogue(Node& node, const std::string& format,
                                                 const std::string& after, const std::string& by);
/// `catalogue.hash {}`.
Result<boost::json::object> hash_catalogue(Node& node, const boost::json::object& arguments);

/// What a list's step or a whole list did, as JSON.
boost::json::object list_entry(const std::string& file_name, const service::ListStep& step);

}  // namespace aan::node
