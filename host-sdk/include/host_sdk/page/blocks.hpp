// The fourteen kinds of blocks of which a page is made (version 1 of the vocabulary; the page itself is the
// first kind). All text is plain. Limits that the host enforces: 100 blocks, 50 options, 200 rows, 256 kB a
// page, labels of 80 and texts of 2,000 characters.
//
// All of them are plain values: the plugin fills them in, the host copies what it needs before the call
// returns to its own code, and neither side keeps a reference to the other's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "host_sdk/monitor.hpp"
#include "host_sdk/page/action.hpp"
#include "host_sdk/page/values.hpp"

namespace host_sdk::page {

struct Block;

/// A card, or a disclosure when `collapsed` is set (its value tells whether it starts closed).
struct Section {
  std::string title;
  std::vector<Block> blocks;
  std::vector<Action> actions;
  std::optional<bool> collapsed;
  /// A short line under the title.
  std::string hint;
};

/// A paragraph, with links after it.
struct Text {
  std::string text;
  std::vector<LinkValue> links;
};

/// An alert; warnings and dangers are announced to screen readers at once.
struct Notice {
  Tone tone = Tone::info;
  std::string title;
  std::string text;
  std::vector<Action> actions;
};

/// The state in which there is nothing yet.
struct Empty {
  std::string icon;
  std::string title;
  std::string text;
  std::vector<Action> actions;
  std::string footnote;
};

/// One thing that is so: "Domain: example.com".
struct Fact {
  std::string label;
  Value value;
  std::string hint;
  std::string icon;
  Tone tone = Tone::neutral;
};

enum class FactStyle : std::uint8_t { list = 0, tiles = 1 };

/// Facts beside one another, as a list of terms or as tiles with large values.
struct Facts {
  std::string title;
  FactStyle style = FactStyle::list;
  std::vector<Fact> items;
};

/// A running piece of work.
struct ProgressBar {
  std::string title;
  /// The step in words: "Step 2 of 3: applying changes".
  std::string step;
  /// From 0 to `total`, counted in `unit`.
  std::int64_t done = 0;
  /// Absent while it cannot be known: the bar is indeterminate then.
  std::optional<std::int64_t> total;
  /// In the plural: "people".
  std::string unit;
  std::vector<NamedCount> counts;
  Timestamp started;
  std::string note;
  std::vector<Action> actions;
};

enum class Align : std::uint8_t { start = 0, end = 1 };

struct Column {
  std::string id;
  std::string label;
  Align align = Align::start;
};

struct Row {
  std::string id;
  /// One value a column.
  std::vector<Value> cells;
  std::optional<Action> action;
};

/// A table with its rows. Paging: `next` is the cursor of the page after this one, empty at the end; the host
/// asks for it with `PageRequest::cursors[block id]`.
struct Table {
  std::string title;
  std::vector<Column> columns;
  std::vector<Row> rows;
  /// Shown instead of rows when there are none.
  std::string empty_text;
  std::optional<std::int64_t> total;
  std::string next;
  /// Buttons below the rows.
  std::vector<Action> actions;
  /// The name of the file (a-z, 0-9, '-', without an ending) as which the host offers all pages of the table
  /// for download; empty: it does not.
  std::string export_name;
};

/// One form around its blocks. `revision` travels with it: a save over a newer revision is answered with
/// `stale`.
struct Form {
  std::vector<Block> blocks;
  std::vector<Action> actions;
  std::string note;
  std::int64_t revision = 0;
};

enum class ChoiceStyle : std::uint8_t { cards = 0, compact = 1, select = 2 };

struct ChoiceOption {
  std::string id;
  std::string label;
  std::string hint;
  std::string icon;
  /// Why it cannot be chosen now; empty when it can.
  std::string disabled;
  /// Shown only while the option is chosen.
  std::vector<Block> blocks;
};

struct Choice {
  std::string label;
  std::string hint;
  ChoiceStyle style = ChoiceStyle::cards;
  bool multiple = false;
  /// The ids of the chosen options: at most one unless `multiple`.
  std::vector<std::string> value;
  std::vector<ChoiceOption> options;
};

enum class PickerShape : std::uint8_t { list = 0, tree = 1 };
/// What choosing an item of a tree means: that item alone, or with everything below it.
enum class PickerSelect : std::uint8_t { node = 0, subtree = 1 };

struct SelectedOption {
  std::string id;
  std::string label;
  /// True when the option no longer exists: drawn as a red chip that can be taken out.
  bool gone = false;
};

/// Chips, a search box and a list or tree that is loaded by `SettingsPage::options`. Posts the ids, joined by
/// commas, as the block's id.
struct Picker {
  std::string label;
  std::string hint;
  PickerShape shape = PickerShape::list;
  bool multiple = true;
  PickerSelect select = PickerSelect::node;
  bool searchable = true;
  std::vector<SelectedOption> value;
  /// The label of "create a new one"; empty when that is not possible. A created one posts `new:NAME`.
  std::string create;
  std::string summary;
};

enum class InputType : std::uint8_t { text = 0, email = 1, secret = 2 };

/// A line of text. A secret is write-only: its value never goes to the page, `saved` says that there is one.
struct Input {
  std::string label;
  std::string hint;
  InputType type = InputType::text;
  std::string value;
  bool saved = false;
  /// The longest value, in characters.
  int max = 256;
  /// Drawn as a text area.
  bool multiline = false;
};

/// A whole number from `min` to `max`, both included.
struct Number {
  std::string label;
  std::string hint;
  /// Words right before and after the number: "%".
  std::string prefix;
  std::string suffix;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t value = 0;
};

/// A switch.
struct Toggle {
  std::string label;
  std::string hint;
  bool value = false;
};

/// A row of buttons.
struct Actions {
  std::vector<Action> items;
};

using BlockKind = std::variant<Section, Text, Notice, Empty, Facts, ProgressBar, Table, Form, Choice, Picker,
                               Input, Number, Toggle, Actions>;

/// One block. For fields (choice, picker, input, number, toggle) `id` is the name of the field; a toggle
/// posts `true` or `false`, a choice the id of its option (several joined by commas), a number its digits.
struct Block {
  /// Unique in the page and stable over renders; 1 to 64 characters of a-z, 0-9, '_'.
  std::string id;
  BlockKind kind;
  /// For hosts that lack the kind.
  std::string fallback;
};

}  // namespace host_sdk::page
