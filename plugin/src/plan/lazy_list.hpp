// A list whose entries are made when somebody looks at them.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace gup::plan {

/// Looks like a constant vector, but gives every entry by value, made anew each time: for entries that are
/// large and many, and follow from something small. Its copies share what they are made from.
template <typename Entry>
class LazyList {
 public:
  class Iterator {
   public:
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    Iterator(const LazyList* list, std::size_t at) : list_(list), at_(at) {}
    Entry operator*() const { return (*list_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++at_;
      return before;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const LazyList* list_ = nullptr;
    std::size_t at_ = 0;
  };

  LazyList() = default;
  /// `make(index)` makes the entry. It is called for as long as the list or a copy of it lives.
  LazyList(std::size_t size, std::function<Entry(std::size_t)> make) : size_(size), make_(std::move(make)) {}
  /// Entries that are there already.
  LazyList(std::vector<Entry> entries) : size_(entries.size()) {
    make_ = [kept = std::make_shared<const std::vector<Entry>>(std::move(entries))](std::size_t at) {
      return (*kept)[at];
    };
  }
  LazyList(std::initializer_list<Entry> entries) : LazyList(std::vector<Entry>(entries)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Entry operator[](std::size_t at) const { return make_(at); }
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size_}; }

 private:
  std::size_t size_ = 0;
  std::function<Entry(std::size_t)> make_;
};

}  // namespace gup::plan
