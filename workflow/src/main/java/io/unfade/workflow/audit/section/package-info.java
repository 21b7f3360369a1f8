/** The seven questions of an audit: what is measured for each, and the rules of the answers. */
@NullMarked
package io.unfade.workflow.audit.section;

import org.jspecify.annotations.NullMarked;
