@org.jspecify.annotations.NullMarked
package io.unfade.workflow.tune;
