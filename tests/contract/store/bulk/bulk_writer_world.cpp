#include "bulk_writer_world.hpp"

#include <algorithm>

#include "database/bulk/prepared_writer.hpp"

namespace gup::testing {

using database::BulkWriter;
using database::Columns;
using database::Session;
using database::Transaction;
using database::Values;

namespace {

constexpr const char* kPrepared = "mysql_prepared";

std::string backend_of(const std::string& kind) {
  return kind == kPrepared ? "mysql" : kind;
}

template <typename Work>
auto committed(Session& session, const Work& work) {
  Transaction transaction(session, Transaction::Kind::write);
  const auto result = work();
  transaction.commit();
  return result;
}

}  // namespace

const Columns BulkWriterContract::kId{{"id", 'n'}};
const Columns BulkWriterContract::kOthers{{"name", 't'}, {"note", 't'}, {"number", 'n'}};
const Columns BulkWriterContract::kAll{{"id", 'n'}, {"name", 't'}, {"note", 't'}, {"number", 'n'}};

std::vector<std::string> kinds_of_server_writer() {
  std::vector<std::string> kinds = kinds_of_server();
  if (std::ranges::find(kinds, "mysql") != kinds.end()) kinds.emplace_back(kPrepared);
  return kinds;
}

std::vector<std::string> all_kinds_of_writer() {
  std::vector<std::string> kinds = kinds_of_server_writer();
  kinds.insert(kinds.begin(), "sqlite3");
  return kinds;
}

std::vector<Item> many_items(std::int64_t count) {
  std::vector<Item> items;
  for (std::int64_t id = 1; id <= count; ++id) items.push_back({id, "name " + std::to_string(id), "", -id});
  return items;
}

BulkWriterContract::BulkWriterContract()
    : database_(TestDatabase::make(backend_of(GetParam()))),
      session_(database::backend_named(backend_of(GetParam())), database_->connection_string()) {
  const auto& dialect = session_.dialect();
  session_.run("CREATE TABLE items (id BIGINT NOT NULL PRIMARY KEY, name " + dialect.key_text(320) +
               " NOT NULL UNIQUE, note " + dialect.long_text() + ", number BIGINT)" +
               dialect.table_options());
}

std::unique_ptr<Session> BulkWriterContract::another() {
  return std::make_unique<Session>(backend(), database_->connection_string());
}

std::unique_ptr<BulkWriter> BulkWriterContract::writer(database::WriteSteps steps) {
  if (GetParam() == kPrepared) return database::make_prepared_writer(session_, std::move(steps));
  return database::make_bulk_writer(session_, std::move(steps));
}

BulkWriter::Fill BulkWriterContract::fill(const std::vector<Item>& items) {
  return [&items](std::size_t index, Values& row) {
    const Item& item = items[index];
    row.number(item.id).text(item.name, "name").text_or_null(item.note, "note").number(item.number);
  };
}

void BulkWriterContract::insert(const std::vector<Item>& items) {
  committed(session_, [&] {
    writer()->insert("items", kAll, items.size(), fill(items));
    return 0;
  });
}

void BulkWriterContract::upsert(const std::vector<Item>& items) {
  committed(session_, [&] {
    writer()->upsert("items", kId, kOthers, items.size(), fill(items));
    return 0;
  });
}

std::int64_t BulkWriterContract::update(const std::vector<Item>& items) {
  return committed(session_,
                   [&] { return writer()->update("items", kId, kOthers, {}, items.size(), fill(items)); });
}

std::int64_t BulkWriterContract::erase(const std::vector<std::string>& names) {
  return committed(session_, [&] {
    return writer()->erase("items", {{"name", 't'}}, {}, names.size(),
                           [&](std::size_t index, Values& row) { row.text(names[index], "name"); });
  });
}

std::map<std::int64_t, Item> BulkWriterContract::items() {
  std::map<std::int64_t, Item> items;
  database::Query(session_, "SELECT id, name, note, number FROM items")
      .read("nttn", [&](const database::Row& row) {
        items[row.number(0)] = {row.number(0), row.text(1), row.text_or_null(2), row.number_or_null(3)};
      });
  return items;
}

}  // namespace gup::testing
