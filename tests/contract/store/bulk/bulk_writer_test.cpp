// The contract of all writers.
#include "bulk_writer_world.hpp"
#include "failure.hpp"

namespace gup::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(Writers, BulkWriterContract, ::testing::ValuesIn(all_kinds_of_writer()),
                         name_of_writer);

/// Text that a bulk format could misread: COPY's escapes, array syntax, parameters.
std::vector<Item> hostile_items() {
  const std::vector<std::string> texts{"\\",
                                       "\\\\",
                                       "\\N",
                                       "\\.",
                                       "\\t\\n\\x41\\101",
                                       "tab\there",
                                       "line\nbreak",
                                       "carriage\rreturn\r\n",
                                       "'single' ''twice''",
                                       "\"double\" \"\"twice\"\"",
                                       "{1,2}",
                                       "{\"a\",NULL}",
                                       "NULL",
                                       "null",
                                       ",",
                                       "a,b;c|d",
                                       " blanks at both ends ",
                                       "? ?1 :v0 $1 %s @x",
                                       "\b\f\v\x01\x7f",
                                       "\xF0\x9F\x98\x80 \xE4\xB8\xAD\xE6\x96\x87 \xE2\x80\xAE",
                                       std::string(320, 'x'),
                                       std::string(100'000, 'y'),
                                       ""};
  std::vector<Item> items;
  for (const auto& text : texts) {
    const auto id = static_cast<std::int64_t>(items.size()) + 1;
    // The key is as long as an address may be.
    items.push_back({id, text.size() > 320 ? std::string(319, 'z') + "@" : text, text, std::nullopt});
  }
  return items;
}

std::map<std::int64_t, Item> by_id(const std::vector<Item>& items) {
  std::map<std::int64_t, Item> map;
  for (const auto& item : items) map[item.id] = item;
  return map;
}

TEST_P(BulkWriterContract, KeepsEveryCharacterOfNewRows) {
  insert(hostile_items());
  EXPECT_EQ(items(), by_id(hostile_items()));
}

TEST_P(BulkWriterContract, KeepsEveryCharacterOfManyNewRows) {
  // Enough rows for COPY.
  std::vector<Item> many = many_items(1000);
  for (const Item& item : hostile_items()) {
    many[static_cast<std::size_t>(item.id * 40)].name = item.name;
    many[static_cast<std::size_t>(item.id * 40)].note = item.note;
  }
  insert(many);
  EXPECT_EQ(items(), by_id(many));
}

TEST_P(BulkWriterContract, KeepsEveryCharacterOfUpdatedRows) {
  const auto hostile = hostile_items();
  insert(many_items(static_cast<std::int64_t>(hostile.size())));
  EXPECT_EQ(update(hostile), static_cast<std::int64_t>(hostile.size()));
  EXPECT_EQ(items(), by_id(hostile));
}

TEST_P(BulkWriterContract, KeepsEveryCharacterOfOverwrittenRows) {
  const auto hostile = hostile_items();
  insert(many_items(5));
  upsert(hostile);
  EXPECT_EQ(items(), by_id(hostile));
}

TEST_P(BulkWriterContract, FindsEveryCharacterInKeys) {
  const auto hostile = hostile_items();
  insert(hostile);
  std::vector<std::string> names;
  for (const auto& item : hostile) names.push_back(item.name);
  EXPECT_EQ(erase(names), static_cast<std::int64_t>(names.size()));
  EXPECT_TRUE(items().empty());
}

TEST_P(BulkWriterContract, DistinguishesEmptyTextFromNull) {
  const std::vector<Item> rows{{1, "a", "", 0}, {2, "b", std::nullopt, std::nullopt}};
  insert(rows);
  EXPECT_EQ(items(), by_id(rows));
  const std::vector<Item> changed{{1, "a", std::nullopt, std::nullopt}, {2, "b", "", 0}};
  EXPECT_EQ(update(changed), 2);
  EXPECT_EQ(items(), by_id(changed));
  upsert(rows);
  EXPECT_EQ(items(), by_id(rows));
}

TEST_P(BulkWriterContract, WritesMoreRowsThanFitIntoOneStatement) {
  std::vector<Item> rows = many_items(10'777);
  insert(rows);
  EXPECT_EQ(items(), by_id(rows));
  for (auto& row : rows) row.note = "changed " + std::to_string(row.id);
  EXPECT_EQ(update(rows), 10'777);
  EXPECT_EQ(items(), by_id(rows));
  for (auto& row : rows) row.number = row.id;
  upsert(rows);
  EXPECT_EQ(items(), by_id(rows));
  std::vector<std::string> names;
  for (const auto& row : rows)
    if (row.id != 5000) names.push_back(row.name);
  EXPECT_EQ(erase(names), 10'776);
  EXPECT_EQ(items().size(), 1U);
}

TEST_P(BulkWriterContract, CountsOnlyTheRowsThatWereThere) {
  insert(many_items(1200));
  EXPECT_EQ(erase({"name 300", "name 700"}), 2);
  EXPECT_EQ(update(many_items(1200)), 1198);
  std::vector<std::string> names;
  for (const auto& item : many_items(1200)) names.push_back(item.name);
  EXPECT_EQ(erase(names), 1198);
}

TEST_P(BulkWriterContract, CountsRowsThatStayTheSame) {
  insert(many_items(600));
  EXPECT_EQ(update(many_items(600)), 600);
}

TEST_P(BulkWriterContract, WritesOnlyWhatMeetsTheCondition) {
  std::vector<Item> rows = many_items(600);
  for (auto& row : rows) row.note = row.id % 3 == 0 ? "what's \"ours\"" : "theirs";
  insert(rows);
  const database::Condition ours{"note = ? AND name <> ?", {"what's \"ours\"", "name 3"}};
  database::Transaction transaction(session(), database::Transaction::Kind::write);
  const auto by_number = [&](std::size_t index, database::Values& row) {
    row.number(rows[index].id).number(rows[index].number);
  };
  const auto to_zero = [&](std::size_t index, database::Values& row) {
    by_number(index, row);
    row.number(std::int64_t{0});
  };
  const database::Columns keys{{"id", 'n'}, {"number", 'n'}};
  EXPECT_EQ(writer()->update("items", keys, {{"number", 'n'}}, ours, rows.size(), to_zero), 199);
  EXPECT_EQ(writer()->erase("items", keys, ours, rows.size(), by_number), 0);
  EXPECT_EQ(writer()->erase("items", kId, ours, rows.size(),
                            [&](std::size_t index, database::Values& row) { row.number(rows[index].id); }),
            199);
  transaction.commit();
  EXPECT_EQ(items().size(), 401U);
}

TEST_P(BulkWriterContract, ReportsEveryRowAndAllowsQueriesBetweenStatements) {
  std::int64_t told = 0;
  std::int64_t widest = 0;
  int answers = 0;
  const auto many = many_items(20'123);
  const auto steady = writer({[&](std::int64_t rows) {
                                told += rows;
                                widest = std::max(widest, rows);
                              },
                              [&] {
                                if (database::Query(session(), "SELECT 7").read_number() == 7) ++answers;
                              }});
  database::Transaction transaction(session(), database::Transaction::Kind::write);
  steady->insert("items", kAll, many.size(), fill(many));
  EXPECT_EQ(told, 20'123);
  EXPECT_LE(widest, 500);
  EXPECT_GE(answers, 3);
}

}  // namespace
}  // namespace gup::testing
